package dev.vignette.library;

import dev.vignette.contract.Given;
import dev.vignette.error.VignetteException;
import dev.vignette.image.Format;
import dev.vignette.options.Options;
import dev.vignette.options.OptionsParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What becomes of an image on its arrival.
///
/// @param parameters of the rendition that is kept in place of the file, without its format; empty when the file
///     itself is kept
/// @param format it is kept in; empty is that of the file
record Conversion(List<Map.Entry<String, String>> parameters, Optional<Format> format) {
    static final Conversion NONE = new Conversion(List.of(), Optional.empty());

    private static final String KEEP = "keep";
    private static final String UNCUT = "none";

    Conversion {
        parameters = List.copyOf(parameters);
    }

    /// @throws VignetteException `BAD_PARAMETER` when it is to be cut, but not said to what
    static Conversion of(Given given) {
        Optional<String> width = given.text("width");
        Optional<String> height = given.text("height");
        String crop = given.text("crop").orElse(UNCUT);
        if (!crop.equals(UNCUT) && (width.isEmpty() || height.isEmpty())) {
            throw VignetteException.badParameter(
                    "crop", "An image is cut to a width and a height", List.of("none", "with width and height"));
        }
        var parameters = new ArrayList<Map.Entry<String, String>>();
        width.ifPresent(pixels -> parameters.add(Map.entry("w", pixels)));
        height.ifPresent(pixels -> parameters.add(Map.entry("h", pixels)));
        given.text("quality").ifPresent(quality -> parameters.add(Map.entry("q", quality)));
        if (!crop.equals(UNCUT)) {
            parameters.add(Map.entry("fit", "cover"));
            parameters.add(Map.entry("g", crop));
        }
        Optional<Format> format =
                given.text("format").filter(name -> !name.equals(KEEP)).flatMap(Format::named);
        given.text("meta").ifPresent(meta -> parameters.add(Map.entry("meta", meta)));
        return new Conversion(parameters, format);
    }

    /// Whether the very file is kept.
    boolean none() {
        return format.isEmpty() && parameters.isEmpty();
    }

    /// The options that the image is rendered with.
    ///
    /// @param present the format of the file
    /// @throws VignetteException `BAD_PARAMETER` when it is to be kept in a format that is only read
    Options options(Format present) {
        Format kept = format.orElse(present);
        if (!kept.written()) {
            throw VignetteException.badParameter(
                    "format",
                    "Images are not written as " + kept.parameter() + ": name another format",
                    List.of("webp", "avif", "jpeg", "png"));
        }
        var all = new ArrayList<>(parameters);
        all.add(Map.entry("f", kept.parameter()));
        return OptionsParser.PLAIN.parse(all);
    }
}

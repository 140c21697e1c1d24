package dev.vignette.delivery;

import dev.vignette.error.VignetteException;
import dev.vignette.image.Format;
import dev.vignette.options.Options;
import dev.vignette.options.OptionsParser;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// One rendition of a picture, whichever that is: the options, and the formats that whoever shows it accepts, which
/// are of no meaning when the options name a format.
public record Wanted(Options options, Set<Format> accepted) {
    public Wanted {
        accepted = options.output().format().isPresent() ? Set.of() : Set.copyOf(accepted);
    }

    /// The formats that may be chosen from, besides those that every client knows.
    public static List<Format> negotiated() {
        return AcceptedFormats.NEGOTIATED.stream().toList();
    }

    /// What it is known by, with its picture: the text that it stands under in the cache.
    public String form() {
        return new AcceptedFormats(accepted).text() + ' ' + options.canonical();
    }

    /// The options in what [#form] wrote, as text.
    public static String canonical(String form) {
        return form.substring(form.indexOf(' ') + 1);
    }

    /// Reads what [#form] wrote.
    ///
    /// @throws VignetteException `BAD_PARAMETER` when this version knows no such options any more
    public static Wanted parse(String form) {
        String formats = form.substring(0, form.indexOf(' '));
        var accepted = EnumSet.noneOf(Format.class);
        Arrays.stream(formats.split("\\+", -1))
                .filter(name -> !name.isEmpty())
                .forEach(name -> accepted.add(Format.named(name)
                        .orElseThrow(() -> VignetteException.badParameter(
                                "options", "There is no such format", List.of("avif", "webp")))));
        return new Wanted(OptionsParser.PLAIN.parse(canonical(form)), accepted);
    }
}

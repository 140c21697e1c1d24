package dev.vignette.transform;

import dev.vignette.error.VignetteException;
import dev.vignette.image.Format;
import dev.vignette.options.Animation;
import dev.vignette.options.Fit;
import dev.vignette.options.Options;
import dev.vignette.probe.ImageHeader;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// What a rendition becomes: the format, and whether it moves.
///
/// @param format one that is written
/// @param animated whether all frames are kept
record Target(Format format, boolean animated) {
    /// The formats offered to a client that accepts them, best first.
    private static final List<Format> PREFERRED = List.of(Format.AVIF, Format.WEBP);

    /// @param accepted what the client said it can show, asked only when the options leave the format open
    /// @param alpha whether the picture has transparency
    static Target of(ImageHeader header, Options options, Set<Format> accepted, BooleanSupplier alpha) {
        boolean moves = header.animated()
                && header.frames() > 1
                && options.page().isEmpty()
                && options.animation() != Animation.STILL;
        Format format =
                options.output().format().orElseGet(() -> moves ? animated(accepted) : still(options, accepted, alpha));
        if (moves && options.animation() == Animation.KEEP && !format.animated()) {
            throw VignetteException.badParameter(
                    "anim",
                    format.parameter() + " cannot carry this animation",
                    List.of("anim=false", "f=webp", "f=gif"));
        }
        return new Target(format, moves && format.animated());
    }

    private static Format animated(Set<Format> accepted) {
        return accepted.contains(Format.WEBP) ? Format.WEBP : Format.GIF;
    }

    private static Format still(Options options, Set<Format> accepted, BooleanSupplier alpha) {
        return PREFERRED.stream().filter(accepted::contains).findFirst().orElseGet(() -> {
            boolean letterboxed = options.resize().fit() == Fit.CONTAIN;
            boolean clear = options.background()
                    .map(color -> color.alpha() < 255 && (letterboxed || alpha.getAsBoolean()))
                    .orElseGet(alpha::getAsBoolean);
            return clear ? Format.PNG : Format.JPEG;
        });
    }

    /// The largest width and height that its encoder takes.
    int largestSide() {
        return switch (format) {
            case WEBP -> 16_383;
            case AVIF -> 16_384;
            case JPEG -> 65_500;
            case GIF -> 65_535;
            case PNG, HEIC, TIFF, SVG -> Integer.MAX_VALUE;
        };
    }
}

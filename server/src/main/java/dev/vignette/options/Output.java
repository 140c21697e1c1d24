package dev.vignette.options;

import dev.vignette.image.Format;
import java.util.Optional;
import java.util.OptionalInt;

/// How the result is written.
///
/// @param format empty is `auto`: what the client accepts
/// @param quality 1–100; empty is the format's default
/// @param metadata how much of it stays
/// @param keepProfile whether a wide-gamut profile stays where the format can carry it; else all becomes sRGB
public record Output(Optional<Format> format, OptionalInt quality, Keep metadata, boolean keepProfile) {
    public static final Output AUTO = new Output(Optional.empty(), OptionalInt.empty(), Keep.NONE, false);

    public Output {
        Bounds.require("quality", quality, 1, 100);
    }
}

package dev.vignette.jpeg;

import java.util.List;
import java.util.function.BooleanSupplier;

/// How a file is decoded.
///
/// @param scales one a component; the last stands for those beyond it
/// @param strict whether damage is refused with a [JpegException], else what is lost becomes grey as in libjpeg
/// @param rows luma rows of the full size that are needed from the top; decoding stops when these are delivered
/// @param cancelled asked before each row of MCUs; once it is true, decoding ends there
public record DecodeOptions(List<Scale> scales, boolean strict, int rows, BooleanSupplier cancelled) {
    public DecodeOptions {
        scales = List.copyOf(scales);
        if (scales.isEmpty() || rows < 1) {
            throw new IllegalArgumentException("at least one scale and one row are needed");
        }
    }

    /// All of a picture, strictly, every component at one scale.
    public static DecodeOptions at(Scale scale) {
        return new DecodeOptions(List.of(scale), true, Integer.MAX_VALUE, () -> false);
    }

    /// The same, but the second component and those behind it at another scale.
    public DecodeOptions withChroma(Scale scale) {
        return new DecodeOptions(List.of(scales.getFirst(), scale), strict, rows, cancelled);
    }

    /// The same, but damage is tolerated.
    public DecodeOptions lenient() {
        return new DecodeOptions(scales, false, rows, cancelled);
    }

    /// The same, but no more than the uppermost luma rows of the full size.
    public DecodeOptions withRows(int needed) {
        return new DecodeOptions(scales, strict, needed, cancelled);
    }

    /// The same, but it can be stopped.
    public DecodeOptions until(BooleanSupplier stopped) {
        return new DecodeOptions(scales, strict, rows, stopped);
    }

    Scale scale(int component) {
        return scales.get(Math.min(component, scales.size() - 1));
    }
}

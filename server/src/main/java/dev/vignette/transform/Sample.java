package dev.vignette.transform;

import dev.vignette.image.Dimensions;
import java.time.Duration;

/// A small upright copy of an image, to look at its colours.
///
/// @param colourSpace of the original, in the words of libvips, as in `srgb`, `b-w` or `cmyk`
/// @param alpha whether the original has transparency
/// @param dimensions of the copy
/// @param rgba its pixels, four bytes each, row by row from the top
/// @param timings where the time went
@SuppressWarnings("ArrayRecordComponent") // identity is never asked of it
public record Sample(String colourSpace, boolean alpha, Dimensions dimensions, byte[] rgba, Timings timings) {
    Sample queuedFor(Duration waited) {
        return new Sample(colourSpace, alpha, dimensions, rgba, timings.queuedFor(waited));
    }
}

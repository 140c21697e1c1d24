package dev.vignette.probe;

import dev.vignette.image.Dimensions;
import dev.vignette.image.Format;
import dev.vignette.image.Orientation;

/// What the first bytes of an image say of it.
///
/// @param format told by magic bytes, never by a name or a media type
/// @param dimensions of the canvas or the largest page, before orientation
/// @param frames frames of an animation or pages of a document; 1 for a still
/// @param orientation what makes the stored pixels upright
/// @param animated whether the frames are an animation rather than pages
/// @param progressive whether every row takes all of the file: a progressive JPEG, an interlaced PNG
public record ImageHeader(
        Format format,
        Dimensions dimensions,
        int frames,
        Orientation orientation,
        boolean animated,
        boolean progressive) {
    public ImageHeader(Format format, Dimensions dimensions, int frames, Orientation orientation, boolean animated) {
        this(format, dimensions, frames, orientation, animated, false);
    }

    /// The pixels of all frames together; the largest `long` when a header claims more than that.
    public long pixels() {
        long one = dimensions.pixels();
        return one > Long.MAX_VALUE / frames ? Long.MAX_VALUE : one * frames;
    }

    /// A picture of one frame that is stored upright.
    static ImageHeader still(Format format, Dimensions dimensions) {
        return new ImageHeader(format, dimensions, 1, Orientation.UPRIGHT, false);
    }
}

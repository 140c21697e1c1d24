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
public record ImageHeader(Format format, Dimensions dimensions, int frames, Orientation orientation, boolean animated) {
    /// The pixels of all frames together.
    public long pixels() {
        return dimensions.pixels() * frames;
    }
}

package dev.vignette.probe;

import dev.vignette.config.Setting;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.image.Dimensions;

/// What a source image may claim at most. Checked against its header, before a decoder allocates anything by it.
///
/// The defaults let through what cameras and browsers make: 100 megapixels are the largest camera sensors; 30,000
/// pixels a side are the widest panoramas and the longest screenshots, while a picture one pixel high and a hundred
/// million wide (one row of which is as large as a picture) is not; a thousand frames are over half a minute of
/// animation at the usual 25 a second, and each costs a decoder state beside its pixels.
///
/// @param maxPixels width × height × frames
/// @param maxDimension of width and of height
/// @param maxFrames frames of an animation or pages of a document
public record ImageLimits(
        @Setting(
                key = "vignette.limits.max-pixels",
                defaultValue = "100000000",
                doc = "Largest source image in pixels: width × height × frames.",
                min = 1)
        int maxPixels,

        @Setting(
                key = "vignette.limits.max-dimension",
                defaultValue = "30000",
                doc = "Largest width and height of a source image in pixels.",
                min = 1,
                max = 1_000_000)
        int maxDimension,

        @Setting(
                key = "vignette.limits.max-frames",
                defaultValue = "1000",
                doc = "Most frames of an animation, or pages of a document, in a source image.",
                min = 1,
                max = 100_000)
        int maxFrames) {

    /// @throws VignetteException `DIMENSIONS_TOO_LARGE`, `TOO_MANY_FRAMES` or `TOO_MANY_PIXELS`, with what the image
    ///     claims and what is allowed
    public void check(ImageHeader header) {
        Dimensions dimensions = header.dimensions();
        String size = dimensions.width() + " × " + dimensions.height();
        if (Math.max(dimensions.width(), dimensions.height()) > maxDimension) {
            throw new VignetteException(
                    ErrorCode.DIMENSIONS_TOO_LARGE,
                    "The source is " + size + " pixels, the limit is " + maxDimension + " a side");
        }
        if (header.frames() > maxFrames) {
            throw new VignetteException(
                    ErrorCode.TOO_MANY_FRAMES,
                    "The source has " + header.frames() + " frames or pages, the limit is " + maxFrames);
        }
        if (header.pixels() > maxPixels) {
            String frames = header.frames() == 1 ? "" : " in each of " + header.frames() + " frames or pages";
            throw new VignetteException(
                    ErrorCode.TOO_MANY_PIXELS,
                    "The source is " + size + " pixels" + frames + ", the limit is " + maxPixels + " in all");
        }
    }
}

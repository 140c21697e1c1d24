package dev.vignette.transform;

import dev.vignette.error.VignetteException;
import dev.vignette.image.Dimensions;
import dev.vignette.image.Format;
import dev.vignette.image.Orientation;
import dev.vignette.options.Options;
import dev.vignette.options.Resize;
import dev.vignette.probe.ImageHeader;
import dev.vignette.vips.VipsSession;
import java.util.List;

/// What every step knows of the conversion it works in.
///
/// @param session owns all images
/// @param header of the original
/// @param options what was asked for
/// @param target what it becomes
/// @param maxPixels that the result may have
/// @param maxFramePixels that one frame of it may have
record Conversion(
        VipsSession session, ImageHeader header, Options options, Target target, int maxPixels, int maxFramePixels) {
    Conversion with(ImageHeader other) {
        return new Conversion(session, other, options, target, maxPixels, maxFramePixels);
    }

    /// From the stored pixels to the picture that was asked for.
    Orientation orientation() {
        return header.orientation().then(options.orientation());
    }

    /// The size of everything for a picture of this size.
    ///
    /// @param stored after crop and trim, not yet turned
    /// @throws VignetteException when the result would have too many pixels, or a side that its format cannot have
    Geometry geometry(Dimensions stored) {
        Geometry geometry = Geometry.of(orientation().apply(stored), resize(header, options));
        requireSides(geometry.canvas());
        int frames = target.animated() ? header.frames() : 1;
        long pixels = Math.max(geometry.scaled().pixels(), geometry.canvas().pixels()) * frames;
        if (pixels > maxPixels) {
            throw VignetteException.badParameter(
                    "w", "The result would have " + pixels + " pixels", List.of("at most " + maxPixels + " pixels"));
        }
        requireFrame(geometry.canvas());
        return geometry;
    }

    private void requireFrame(Dimensions result) {
        if (result.pixels() > maxFramePixels) {
            String format = target.format().parameter();
            throw VignetteException.badParameter(
                    "w",
                    "The result would have " + result.pixels() + " pixels, too many for " + format,
                    List.of("at most " + maxFramePixels + " pixels in " + format, "another format"));
        }
    }

    private void requireSides(Dimensions result) {
        int most = target.largestSide();
        if (Math.max(result.width(), result.height()) > most) {
            throw VignetteException.badParameter(
                    "w",
                    "The result would be " + result.width() + " × " + result.height() + " pixels, too large for "
                            + target.format().parameter(),
                    List.of("a result of at most " + most + " pixels a side", "another format"));
        }
    }

    /// The size of the picture before it is scaled, as its header and the options tell.
    static Dimensions cropped(ImageHeader header, Options options) {
        Dimensions upright = header.orientation().apply(header.dimensions());
        Dimensions cropped = options.crop()
                .map(crop -> new Dimensions(
                        Math.min(crop.width(), upright.width()), Math.min(crop.height(), upright.height())))
                .orElse(upright);
        return options.orientation().apply(cropped);
    }

    /// A drawing has no size of its own, so it may always grow.
    static Resize resize(ImageHeader header, Options options) {
        Resize asked = options.resize();
        boolean enlarge = asked.enlarge() || header.format() == Format.SVG;
        return new Resize(asked.width(), asked.height(), asked.fit(), asked.gravity(), enlarge);
    }
}

package dev.vignette.transform;

import dev.vignette.image.Dimensions;
import dev.vignette.vips.VipsImage;
import java.util.Map;

/// Scales to the final size and takes the colours to sRGB. The pixels are computed here, into memory: what follows
/// reads them in any order.
final class ScaleStep implements Step {
    @Override
    public Picture apply(Picture picture) {
        Conversion conversion = picture.conversion();
        // The decoder rounds when it shrinks, so the ratio comes from the size before that.
        boolean trimmed = conversion.options().trim().isPresent();
        Geometry geometry = conversion.geometry(trimmed ? picture.size() : CropStep.cropped(conversion));
        Dimensions scaled = conversion.orientation().inverse().apply(geometry.scaled());
        boolean convert = converts(picture.image(), conversion);
        VipsImage image = eightBit(picture.image().thumbnail(scaled.width(), scaled.height(), convert))
                .inMemory();
        return new Picture(image, geometry.canvas(), conversion);
    }

    private static boolean converts(VipsImage image, Conversion conversion) {
        boolean kept = conversion.options().output().keepProfile()
                && conversion.target().format().profile();
        return !ColorProfile.plain(image) || (!kept && ColorProfile.foreign(image));
    }

    private static VipsImage eightBit(VipsImage image) {
        return switch (image.interpretation()) {
            case "rgb16" -> image.call("colourspace", Map.of("space", "srgb"));
            case "grey16" -> image.call("colourspace", Map.of("space", "b-w"));
            default -> image;
        };
    }
}

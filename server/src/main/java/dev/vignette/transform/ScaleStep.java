package dev.vignette.transform;

import dev.vignette.image.Dimensions;
import dev.vignette.vips.VipsImage;

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
        VipsImage image = picture.image()
                .thumbnail(scaled.width(), scaled.height(), keepsProfile(conversion))
                .inMemory();
        return new Picture(image, geometry.canvas(), conversion);
    }

    private static boolean keepsProfile(Conversion conversion) {
        return conversion.options().output().keepProfile()
                && conversion.target().format().profile();
    }
}

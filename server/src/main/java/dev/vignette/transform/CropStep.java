package dev.vignette.transform;

import dev.vignette.error.VignetteException;
import dev.vignette.image.Dimensions;
import dev.vignette.image.Orientation;
import dev.vignette.options.Crop;
import java.util.List;

/// Cuts the rectangle out that was asked for.
final class CropStep implements Step {
    @Override
    public Picture apply(Picture picture) {
        Conversion conversion = picture.conversion();
        if (conversion.options().crop().isEmpty()) {
            return picture;
        }
        Crop crop = stored(conversion);
        Dimensions loaded = picture.size();
        Dimensions whole = conversion.header().dimensions();
        // The decoder may have shrunk the picture already.
        double horizontal = (double) loaded.width() / whole.width();
        double vertical = (double) loaded.height() / whole.height();
        int left = Math.min((int) Math.round(crop.x() * horizontal), loaded.width() - 1);
        int top = Math.min((int) Math.round(crop.y() * vertical), loaded.height() - 1);
        int width = Math.clamp(Math.round(crop.width() * horizontal), 1, loaded.width() - left);
        int height = Math.clamp(Math.round(crop.height() * vertical), 1, loaded.height() - top);
        return picture.eachPage(page -> page.extract(left, top, width, height));
    }

    /// The size of the stored picture after this step, were it not shrunk by its decoder.
    static Dimensions cropped(Conversion conversion) {
        Crop crop = rectangle(conversion);
        return new Dimensions(crop.width(), crop.height());
    }

    /// What is left of the stored pixels.
    static Crop rectangle(Conversion conversion) {
        Dimensions all = conversion.header().dimensions();
        return conversion.options().crop().isPresent() ? stored(conversion) : new Crop(0, 0, all.width(), all.height());
    }

    /// The rectangle among the pixels as they are stored; it was given on the upright picture. What stands over the
    /// edge is left out.
    private static Crop stored(Conversion conversion) {
        Crop crop = conversion.options().crop().orElseThrow();
        Orientation orientation = conversion.header().orientation();
        Dimensions upright = orientation.apply(conversion.header().dimensions());
        if (crop.x() >= upright.width() || crop.y() >= upright.height()) {
            throw VignetteException.badParameter(
                    "crop",
                    "The rectangle lies outside the image of " + upright.width() + " × " + upright.height(),
                    List.of("x,y,w,h in pixels of the upright image"));
        }
        int width = Math.min(crop.width(), upright.width() - crop.x());
        int height = Math.min(crop.height(), upright.height() - crop.y());
        return map(new Crop(crop.x(), crop.y(), width, height), upright, orientation.inverse());
    }

    /// Where a rectangle lies after the picture around it was mirrored and turned.
    static Crop map(Crop crop, Dimensions around, Orientation orientation) {
        int x = orientation.mirrored() ? around.width() - crop.x() - crop.width() : crop.x();
        Crop turned = new Crop(x, crop.y(), crop.width(), crop.height());
        Dimensions size = around;
        for (int i = 0; i < orientation.quarterTurns(); i++) {
            int fromLeft = size.height() - turned.y() - turned.height();
            turned = new Crop(fromLeft, turned.x(), /* width= */ turned.height(), /* height= */ turned.width());
            size = size.transposed();
        }
        return turned;
    }
}

package dev.vignette.transform;

import dev.vignette.image.Dimensions;
import dev.vignette.options.Compass;
import dev.vignette.options.Fit;
import dev.vignette.options.FocalPoint;
import dev.vignette.options.Interest;
import dev.vignette.vips.VipsImage.Area;

/// Cuts off what stands out of the box of a cover, by gravity. Of an animation the first frame decides.
final class CutStep implements Step {
    @Override
    public Picture apply(Picture picture) {
        boolean covers = picture.conversion().options().resize().fit() == Fit.COVER;
        if (!covers || picture.size().equals(picture.canvas())) {
            return picture;
        }
        Area area = area(picture);
        return picture.eachPage(page -> page.extract(area));
    }

    private static Area area(Picture picture) {
        int width = picture.canvas().width();
        int height = picture.canvas().height();
        Dimensions size = picture.size();
        int spareWidth = size.width() - width;
        int spareHeight = size.height() - height;
        return switch (picture.conversion().options().resize().gravity()) {
            case Compass compass ->
                new Area(
                        (int) Math.round(spareWidth * compass.x()),
                        (int) Math.round(spareHeight * compass.y()),
                        width,
                        height);
            case FocalPoint point ->
                new Area(
                        Math.clamp(Math.round(point.x() * size.width() - width / 2.0), 0, spareWidth),
                        Math.clamp(Math.round(point.y() * size.height() - height / 2.0), 0, spareHeight),
                        width,
                        height);
            case Interest interest -> picture.firstPage().interestingArea(width, height, strategy(interest));
        };
    }

    private static String strategy(Interest interest) {
        return switch (interest) {
            case SMART -> "attention";
            case ENTROPY -> "entropy";
        };
    }
}

package dev.vignette.transform;

import dev.vignette.image.Dimensions;
import dev.vignette.options.Compass;
import dev.vignette.options.Fit;
import dev.vignette.options.FocalPoint;
import dev.vignette.options.Gravity;
import dev.vignette.options.Interest;
import dev.vignette.options.Resize;
import dev.vignette.vips.VipsImage.Area;
import java.util.Optional;

/// Cuts off what stands out of the box of a cover, by gravity. Of an animation the first frame decides.
final class CutStep implements Step {
    @Override
    public Picture apply(Picture picture) {
        boolean covers = picture.conversion().options().resize().fit() == Fit.COVER;
        if (!covers || picture.size().equals(picture.canvas())) {
            return picture;
        }
        Resize resize = picture.conversion().options().resize();
        Area area = fixed(new Geometry(picture.size(), picture.canvas()), resize)
                .orElseGet(() -> interesting(picture, resize.gravity()));
        return picture.eachPage(page -> page.extract(area));
    }

    /// What is left of the scaled picture, when that does not depend on what it shows.
    static Optional<Area> fixed(Geometry geometry, Resize resize) {
        Dimensions size = geometry.scaled();
        if (resize.fit() != Fit.COVER || size.equals(geometry.canvas())) {
            return Optional.of(new Area(0, 0, size.width(), size.height()));
        }
        int width = geometry.canvas().width();
        int height = geometry.canvas().height();
        int spareWidth = size.width() - width;
        int spareHeight = size.height() - height;
        return switch (resize.gravity()) {
            case Compass compass ->
                Optional.of(new Area(
                        (int) Math.round(spareWidth * compass.x()),
                        (int) Math.round(spareHeight * compass.y()),
                        width,
                        height));
            case FocalPoint point ->
                Optional.of(new Area(
                        Math.clamp(Math.round(point.x() * size.width() - width / 2.0), 0, spareWidth),
                        Math.clamp(Math.round(point.y() * size.height() - height / 2.0), 0, spareHeight),
                        width,
                        height));
            case Interest _ -> Optional.empty();
        };
    }

    private static Area interesting(Picture picture, Gravity gravity) {
        return switch (gravity) {
            case Interest interest ->
                picture.firstPage()
                        .interestingArea(
                                picture.canvas().width(), picture.canvas().height(), strategy(interest));
            case Compass _, FocalPoint _ -> throw new IllegalArgumentException(gravity + " is no interest");
        };
    }

    private static String strategy(Interest interest) {
        return switch (interest) {
            case SMART -> "attention";
            case ENTROPY -> "entropy";
        };
    }
}

package dev.vignette.transform;

import dev.vignette.image.Dimensions;
import dev.vignette.options.Color;
import dev.vignette.options.Compass;
import dev.vignette.options.Fit;
import dev.vignette.options.FocalPoint;
import dev.vignette.options.Gravity;
import dev.vignette.options.Interest;
import dev.vignette.vips.VipsImage;
import java.util.Map;

/// Fills the box of a contain up with the background.
final class LetterboxStep implements Step {
    @Override
    public Picture apply(Picture picture) {
        Conversion conversion = picture.conversion();
        if (conversion.options().resize().fit() != Fit.CONTAIN || picture.size().equals(picture.canvas())) {
            return picture;
        }
        Color color = Background.of(conversion);
        VipsImage colored = Background.colored(picture.image());
        VipsImage image = color.alpha() < 255 ? Background.withAlpha(colored) : colored;
        return picture.with(image).eachPage(page -> embed(page, color, picture));
    }

    private static VipsImage embed(VipsImage page, Color color, Picture picture) {
        Dimensions canvas = picture.canvas();
        Gravity gravity = picture.conversion().options().resize().gravity();
        double x = horizontal(gravity);
        double y = vertical(gravity);
        return page.call(
                "embed",
                Map.of(
                        "x", Long.toString(Math.round((canvas.width() - page.width()) * x)),
                        "y", Long.toString(Math.round((canvas.height() - page.height()) * y)),
                        "width", Integer.toString(canvas.width()),
                        "height", Integer.toString(canvas.height()),
                        "extend", "background",
                        "background", Background.parts(color, page)));
    }

    private static double horizontal(Gravity gravity) {
        return switch (gravity) {
            case Compass compass -> compass.x();
            case FocalPoint point -> point.x();
            case Interest _ -> Compass.CENTER.x();
        };
    }

    private static double vertical(Gravity gravity) {
        return switch (gravity) {
            case Compass compass -> compass.y();
            case FocalPoint point -> point.y();
            case Interest _ -> Compass.CENTER.y();
        };
    }
}

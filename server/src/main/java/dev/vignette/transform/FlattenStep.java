package dev.vignette.transform;

import dev.vignette.options.Color;
import dev.vignette.vips.VipsImage;
import java.util.Map;

/// Lays a transparent picture over the background.
final class FlattenStep implements Step {
    @Override
    public Picture apply(Picture picture) {
        Color color = Background.of(picture.conversion());
        if (!picture.image().hasAlpha() || color.alpha() == 0) {
            return picture;
        }
        VipsImage image = Background.colored(picture.image());
        if (color.alpha() < 255) {
            return picture.with(over(image, color));
        }
        return picture.with(
                image.call("flatten", Map.of("background", color.red() + " " + color.green() + " " + color.blue())));
    }

    private static VipsImage over(VipsImage image, Color color) {
        VipsImage plain =
                image.call("linear", Map.of("a", "0 0 0 0", "b", Background.parts(color, image), "uchar", "true"));
        return image.over(plain).call("cast", Map.of("format", "uchar"));
    }
}

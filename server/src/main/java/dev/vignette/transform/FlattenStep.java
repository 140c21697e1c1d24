package dev.vignette.transform;

import dev.vignette.options.Color;
import dev.vignette.vips.VipsImage;
import java.util.Map;

/// Lays a transparent picture over the background; white where none was given and the format needs one.
final class FlattenStep implements Step {
    @Override
    public Picture apply(Picture picture) {
        boolean alphaKept = picture.conversion().target().format().alpha();
        var asked = picture.conversion().options().background();
        if (!picture.image().hasAlpha() || (alphaKept && asked.isEmpty())) {
            return picture;
        }
        Color color = asked.orElse(Color.WHITE);
        VipsImage image = Background.colored(picture.image());
        if (alphaKept && color.alpha() < 255) {
            return picture.with(over(image, color));
        }
        return picture.with(
                image.call("flatten", Map.of("background", color.red() + " " + color.green() + " " + color.blue())));
    }

    private static VipsImage over(VipsImage image, Color color) {
        VipsImage plain =
                image.call("linear", Map.of("a", "0 0 0 0", "b", Background.of(color, image), "uchar", "true"));
        return image.over(plain).call("cast", Map.of("format", "uchar"));
    }
}

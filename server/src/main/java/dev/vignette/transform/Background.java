package dev.vignette.transform;

import dev.vignette.options.Color;
import dev.vignette.vips.VipsImage;
import java.util.Map;

/// What shows through transparency and around a letterbox.
final class Background {
    private Background() {}

    /// The colour that was asked for; else nothing, where the format can show that. There is nothing behind the other
    /// formats but white.
    static Color of(Conversion conversion) {
        Color asked = conversion.options().background().orElse(Color.TRANSPARENT);
        return conversion.target().format().alpha() ? asked : overWhite(asked);
    }

    private static Color overWhite(Color color) {
        return new Color(
                overWhite(color.red(), color.alpha()),
                overWhite(color.green(), color.alpha()),
                overWhite(color.blue(), color.alpha()),
                255);
    }

    private static int overWhite(int part, int alpha) {
        return Math.round((part * alpha + 255 * (255 - alpha)) / 255f);
    }

    /// A colour as libvips takes it: with as many parts as the image has bands.
    static String parts(Color color, VipsImage image) {
        String rgb = color.red() + " " + color.green() + " " + color.blue();
        return image.hasAlpha() ? rgb + " " + color.alpha() : rgb;
    }

    /// The image with three colours, where it was grey.
    static VipsImage colored(VipsImage image) {
        return image.bands() < 3 ? image.call("colourspace", Map.of("space", "srgb")) : image;
    }

    /// The image with an alpha band.
    static VipsImage withAlpha(VipsImage image) {
        return image.hasAlpha() ? image : image.call("addalpha", Map.of());
    }
}

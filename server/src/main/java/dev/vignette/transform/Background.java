package dev.vignette.transform;

import dev.vignette.options.Color;
import dev.vignette.vips.VipsImage;
import java.util.Map;

/// Colours as libvips takes them.
final class Background {
    private Background() {}

    /// A colour with as many parts as the image has bands.
    static String of(Color color, VipsImage image) {
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

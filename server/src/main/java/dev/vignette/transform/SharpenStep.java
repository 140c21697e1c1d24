package dev.vignette.transform;

import java.util.Map;

/// Sharpens the lightness with an unsharp mask, as libvips' `sharpen` does.
final class SharpenStep implements Step {
    @Override
    public Picture apply(Picture picture) {
        double sigma = picture.conversion().options().sharpen();
        if (sigma == 0) {
            return picture;
        }
        return picture.eachPage(page -> page.call("sharpen", Map.of("sigma", Double.toString(sigma))));
    }
}

package dev.vignette.transform;

import java.util.Map;

/// Blurs with a Gaussian.
final class BlurStep implements Step {
    @Override
    public Picture apply(Picture picture) {
        double sigma = picture.conversion().options().blur();
        if (sigma == 0) {
            return picture;
        }
        return picture.eachPage(page -> page.call("gaussblur", Map.of("sigma", Double.toString(sigma))));
    }
}

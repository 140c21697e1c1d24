package dev.vignette.transform;

import dev.vignette.vips.VipsImage;
import java.util.Map;

/// Blurs with a Gaussian.
final class BlurStep implements Step {
    /// Where the mask ends, as a share of its middle: the default of libvips, 0.2, makes half a pixel no blur at all.
    private static final String MASK_ENDS = "0.05";

    @Override
    public Picture apply(Picture picture) {
        double sigma = picture.conversion().options().blur();
        if (sigma == 0) {
            return picture;
        }
        return picture.eachPage(page -> page.hasAlpha() ? blurredByAlpha(page, sigma) : blurred(page, sigma));
    }

    /// What is clear has no colour to give to its neighbours.
    private static VipsImage blurredByAlpha(VipsImage page, double sigma) {
        return blurred(page.call("premultiply", Map.of()), sigma)
                .call("unpremultiply", Map.of())
                .call("cast", Map.of("format", "uchar"));
    }

    private static VipsImage blurred(VipsImage page, double sigma) {
        return page.call("gaussblur", Map.of("sigma", Double.toString(sigma), "min-ampl", MASK_ENDS));
    }
}

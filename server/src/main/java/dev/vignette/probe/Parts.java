package dev.vignette.probe;

import dev.vignette.image.Dimensions;

/// Tiles and coded pictures of which an image is put together. A decoder allocates them whole, so a tile that is much
/// larger than its image would go around every limit on the image.
final class Parts {
    /// Tiles of 256 to 4,096 pixels a side are usual, for images that are smaller too.
    private static final int USUAL_SIDE = 4_096;

    private Parts() {}

    static void requireSensible(Dimensions image, long width, long height) {
        if (!isSensible(width, image.width()) || !isSensible(height, image.height())) {
            throw Window.broken("A tile of " + width + " × " + height + " does not fit an image of " + image.width()
                    + " × " + image.height());
        }
    }

    private static boolean isSensible(long part, int whole) {
        return part >= 1 && part <= Math.max(USUAL_SIDE, whole + (USUAL_SIDE - 1L));
    }
}

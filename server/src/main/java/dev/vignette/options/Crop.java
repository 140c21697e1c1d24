package dev.vignette.options;

/// A rectangle to cut out before anything else, in pixels of the upright original.
public record Crop(int x, int y, int width, int height) {
    private static final int LARGEST = 999_999;

    public Crop {
        Bounds.require("x", x, 0, LARGEST);
        Bounds.require("y", y, 0, LARGEST);
        Bounds.require("width", width, 1, LARGEST);
        Bounds.require("height", height, 1, LARGEST);
    }
}

package dev.vignette.options;

/// An sRGB colour, each part 0–255; alpha 255 is opaque.
public record Color(int red, int green, int blue, int alpha) {
    public static final Color WHITE = new Color(255, 255, 255, 255);
    public static final Color TRANSPARENT = new Color(0, 0, 0, 0);

    public Color {
        Bounds.require("red", red, 0, 255);
        Bounds.require("green", green, 0, 255);
        Bounds.require("blue", blue, 0, 255);
        Bounds.require("alpha", alpha, 0, 255);
    }
}

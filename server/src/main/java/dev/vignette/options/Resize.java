package dev.vignette.options;

/// The box a picture is fitted to.
///
/// @param width in CSS pixels; 0 follows from the height and the ratio
/// @param height in CSS pixels; 0 follows from the width and the ratio
/// @param fit how it is fitted
/// @param gravity what stays of it, or where it stands
/// @param enlarge whether a small picture may grow
/// @param dpr device pixels a CSS pixel
public record Resize(int width, int height, Fit fit, Gravity gravity, boolean enlarge, double dpr) {
    public static final Resize NONE = new Resize(0, 0, Fit.INSIDE, Compass.CENTER, false, 1);

    /// The width of the box in device pixels; 0 when it is free.
    public int deviceWidth() {
        return (int) Math.round(width * dpr);
    }

    /// The height of the box in device pixels; 0 when it is free.
    public int deviceHeight() {
        return (int) Math.round(height * dpr);
    }
}

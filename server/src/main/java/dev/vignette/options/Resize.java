package dev.vignette.options;

/// The box a picture is fitted to.
///
/// @param width in device pixels; 0 follows from the height and the ratio
/// @param height in device pixels; 0 follows from the width and the ratio
/// @param fit how it is fitted
/// @param gravity what stays of it, or where it stands
/// @param enlarge whether a small picture may grow
public record Resize(int width, int height, Fit fit, Gravity gravity, boolean enlarge) {
    public static final Resize NONE = new Resize(0, 0, Fit.INSIDE, Compass.CENTER, false);

    public Resize {
        Bounds.require("width", width, 0, Parameters.MAX_SIDE);
        Bounds.require("height", height, 0, Parameters.MAX_SIDE);
    }

    /// The same box in the one way to ask for it. A free side makes every fit the same as `INSIDE`; gravity matters
    /// only where something is cut or letterboxed, and a letterbox has the whole picture, so no place of interest.
    Resize normalised() {
        boolean closed = width > 0 && height > 0;
        boolean free = width == 0 && height == 0;
        Fit normalFit = closed ? fit : Fit.INSIDE;
        return new Resize(width, height, normalFit, gravityFor(normalFit), !free && enlarge);
    }

    private Gravity gravityFor(Fit normalFit) {
        return switch (normalFit) {
            case COVER -> rounded();
            case CONTAIN -> gravity instanceof Interest ? Compass.CENTER : rounded();
            case INSIDE, OUTSIDE, FILL -> Compass.CENTER;
        };
    }

    private Gravity rounded() {
        return switch (gravity) {
            case FocalPoint(double x, double y) -> new FocalPoint(Decimals.round(x, 4), Decimals.round(y, 4));
            case Compass compass -> compass;
            case Interest interest -> interest;
        };
    }
}

package dev.vignette.options;

/// A fixed place: the centre, an edge or a corner.
public enum Compass implements Gravity {
    CENTER(0.5, 0.5),
    NORTH(0.5, 0),
    NORTHEAST(1, 0),
    EAST(1, 0.5),
    SOUTHEAST(1, 1),
    SOUTH(0.5, 1),
    SOUTHWEST(0, 1),
    WEST(0, 0.5),
    NORTHWEST(0, 0);

    private final double x;
    private final double y;

    Compass(double x, double y) {
        this.x = x;
        this.y = y;
    }

    /// The share of the spare width that lies to the left: 0 for west, 1 for east.
    public double x() {
        return x;
    }

    /// The share of the spare height that lies above: 0 for north, 1 for south.
    public double y() {
        return y;
    }
}

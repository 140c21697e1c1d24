package dev.vignette.options;

/// A point to keep as near to the middle as can be.
///
/// @param x from 0 (left) to 1 (right) of the upright picture
/// @param y from 0 (top) to 1 (bottom)
public record FocalPoint(double x, double y) implements Gravity {
    public FocalPoint {
        Bounds.require("x", x, 0, 1);
        Bounds.require("y", y, 0, 1);
    }
}

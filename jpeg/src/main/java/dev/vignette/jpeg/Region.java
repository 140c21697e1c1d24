package dev.vignette.jpeg;

/// A part of a plane, in its samples, whose fractions count: sample `n` reaches from `n` to `n + 1`. One that is
/// empty is an `IllegalArgumentException`.
///
/// A plane at 1/8 of a picture of 3001 columns has 376 samples a row, yet the picture ends at 375.125. And colours at
/// half the size of 225 rows have 113, which reach over the edge of the picture by half a sample.
public record Region(double left, double top, double width, double height) {
    public Region {
        // Written so that a NaN is refused too.
        if (!(Double.isFinite(left) && Double.isFinite(top) && width > 0 && height > 0)) {
            throw new IllegalArgumentException(
                    "a region of %s × %s at %s, %s is none".formatted(width, height, left, top));
        }
    }

    /// The whole of a plane.
    public static Region of(int width, int height) {
        return new Region(0, 0, width, height);
    }
}

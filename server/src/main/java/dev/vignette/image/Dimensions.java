package dev.vignette.image;

/// A width and a height in pixels, both at least 1.
public record Dimensions(int width, int height) {
    public Dimensions {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("dimensions must be positive, not " + width + " × " + height);
        }
    }

    public long pixels() {
        return (long) width * height;
    }

    /// The same with width and height exchanged.
    public Dimensions transposed() {
        return new Dimensions(height, width);
    }
}

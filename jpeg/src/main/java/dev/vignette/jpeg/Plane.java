package dev.vignette.jpeg;

/// One component of a picture: samples of 8 bits, row by row from the top.
public final class Plane {
    private final byte[] samples;
    private final int width;
    private final int height;

    /// @param samples `width × height` unsigned bytes, kept and not copied
    /// @throws IllegalArgumentException when there are fewer samples, or none
    public Plane(byte[] samples, int width, int height) {
        if (width < 1 || height < 1 || (long) width * height > samples.length) {
            throw new IllegalArgumentException(
                    "%d × %d samples do not fit into %d bytes".formatted(width, height, samples.length));
        }
        this.samples = samples;
        this.width = width;
        this.height = height;
    }

    /// The samples themselves; the one at column `x` of row `y` is at `y × width + x`.
    public byte[] samples() {
        return samples;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }
}

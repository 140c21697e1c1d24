package dev.vignette.metadata;

/// A small picture in memory: four bytes a pixel in the order red, green, blue, alpha, not premultiplied, in sRGB, row
/// by row from the top. The bytes are shared, not copied.
@SuppressWarnings("ArrayRecordComponent") // identity is never asked of it
public record Pixels(int width, int height, byte[] rgba) {
    public Pixels {
        if (width < 1 || height < 1 || rgba.length != 4L * width * height) {
            throw new IllegalArgumentException(
                    rgba.length + " bytes are not " + width + " × " + height + " pixels of four");
        }
    }

    int count() {
        return width * height;
    }

    /// One byte of one pixel, 0 to 255.
    ///
    /// @param channel 0 to 3 for red, green, blue, alpha
    int channel(int pixel, int channel) {
        return rgba[4 * pixel + channel] & 0xff;
    }
}

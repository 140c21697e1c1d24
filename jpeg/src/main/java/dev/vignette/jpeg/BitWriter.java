package dev.vignette.jpeg;

/// Writes the bits of one scan, the highest first. Behind a byte of 0xFF follows a zero, so that it is no
/// marker.
final class BitWriter {
    private final ByteSink sink;
    private long pending;
    private int count;

    BitWriter(ByteSink sink) {
        this.sink = sink;
    }

    /// @param value has no bits set above the lowest `width`
    /// @param width 0 to 32
    void write(int value, int width) {
        pending = (pending << width) | Integer.toUnsignedLong(value);
        count += width;
        if (count >= 32) {
            count -= 32;
            word((int) (pending >>> count));
        }
    }

    private void word(int word) {
        // A byte of 0xFF is the only one whose highest bit is set and gets lost by adding one to each.
        if ((word & ~(word + 0x0101_0101) & 0x8080_8080) == 0) {
            sink.writeInt(word);
            return;
        }
        for (int shift = 24; shift >= 0; shift -= 8) {
            stuffed((word >>> shift) & 0xff);
        }
    }

    private void stuffed(int value) {
        sink.writeByte(value);
        if (value == 0xff) {
            sink.writeByte(0);
        }
    }

    /// Ends the scan at a whole byte, filled up with ones.
    void finish() {
        write(0x7f, 7);
        for (; count >= 8; count -= 8) {
            stuffed((int) (pending >>> (count - 8)) & 0xff);
        }
        count = 0;
    }
}

package dev.vignette.jpeg;

/// Writes the bits of one scan, the highest first. Behind a byte of 0xFF follows a zero, so that it is no
/// marker.
final class BitWriter {
    private final ByteSink sink;

    BitWriter(ByteSink sink) {
        this.sink = sink;
    }

    /// Writes the next 32 bits.
    void word(int word) {
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

    /// Writes the last bits, fewer than 32, and fills them up to whole bytes with ones.
    ///
    /// @param bits of which the lowest `count` are written
    void finish(long bits, int count) {
        long filled = (bits << 7) | 0x7f;
        for (int rest = count + 7; rest >= 8; rest -= 8) {
            stuffed((int) (filled >>> (rest - 8)) & 0xff);
        }
    }
}

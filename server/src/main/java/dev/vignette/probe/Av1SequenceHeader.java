package dev.vignette.probe;

import dev.vignette.image.Dimensions;
import java.util.Optional;

/// The largest frame that an AV1 bitstream claims, from its sequence header (AV1 Bitstream & Decoding Process
/// Specification, 5.3 to 5.5). The container around the bitstream may claim a smaller picture, but the decoder
/// allocates this one.
final class Av1SequenceHeader {
    private static final int SEQUENCE_HEADER = 1;
    /// A temporal delimiter and the like may come first.
    private static final int MOST_UNITS = 8;

    private final Window bits;
    private long next;

    private Av1SequenceHeader(Window bits) {
        this.bits = bits;
    }

    /// Empty when there is no sequence header among the first units.
    static Optional<Dimensions> dimensions(Window stream) {
        long at = 0;
        for (int i = 0; i < MOST_UNITS && stream.has(at, 2); i++) {
            int header = stream.u8(at);
            boolean hasExtension = (header & 4) != 0;
            boolean hasSize = (header & 2) != 0;
            at += hasExtension ? 2 : 1;
            long size = 0;
            if (hasSize) {
                int more = 0x80;
                for (int shift = 0; shift < 56 && more != 0; shift += 7, at++) {
                    more = stream.u8(at) & 0x80;
                    size |= (stream.u8(at) & 0x7fL) << shift;
                }
            } else {
                size = stream.length() - at;
            }
            if ((header >> 3 & 15) == SEQUENCE_HEADER) {
                return Optional.of(new Av1SequenceHeader(stream.atMost(at, size)).read());
            }
            at += size;
        }
        return Optional.empty();
    }

    private Dimensions read() {
        skip(3 + 1); // profile, still picture
        boolean reduced = flag();
        if (reduced) {
            skip(5); // level
        } else {
            skipTimingAndOperatingPoints();
        }
        int widthBits = (int) number(4) + 1;
        int heightBits = (int) number(4) + 1;
        long width = number(widthBits) + 1;
        long height = number(heightBits) + 1;
        return Window.dimensions(width, height);
    }

    private void skipTimingAndOperatingPoints() {
        int delayBits = 0;
        if (flag()) { // timing info
            skip(32 + 32);
            if (flag()) { // equal picture interval
                skipExpGolomb();
            }
            if (flag()) { // decoder model info
                delayBits = (int) number(5) + 1;
                skip(32 + 5 + 5);
            }
        }
        boolean hasInitialDelay = flag();
        int points = (int) number(5) + 1;
        for (int i = 0; i < points; i++) {
            skip(12);
            if (number(5) > 7) { // level
                skip(1); // tier
            }
            if (delayBits > 0 && flag()) {
                skip(2 * delayBits + 1);
            }
            if (hasInitialDelay && flag()) {
                skip(4);
            }
        }
    }

    /// uvlc(): as many zeros as bits follow the one, except that 32 or more zeros stand alone.
    private void skipExpGolomb() {
        int zeros = 0;
        while (!flag()) {
            zeros++;
        }
        skip(zeros < 32 ? zeros : 0);
    }

    private boolean flag() {
        return number(1) == 1;
    }

    private void skip(int count) {
        next += count;
    }

    private long number(int count) {
        long value = 0;
        for (int i = 0; i < count; i++, next++) {
            value = value << 1 | (bits.u8(next >> 3) >> (7 - (next & 7)) & 1);
        }
        return value;
    }
}

package dev.vignette.jpeg;

import java.util.Arrays;

/// Four samples a side of a block: the inverse DCT of 4 × 4 of its lowest frequencies.
final class HalfDecoder extends ComponentDecoder {
    private static final int LAST = 24;
    private static final int UNREAD = 16;
    private static final int BITS = 13;
    private static final int KEPT = 2;
    private static final int STEEP = 10703; // 1.306562965
    private static final int FLAT = 4433; // 0.541196100

    private final int[] values = new int[17];

    HalfDecoder(ComponentPlan plan, BlockSource.Maker blocks) {
        super(plan, blocks.of(places(), LAST));
    }

    private static int[] places() {
        int[] places = new int[64];
        for (int i = 0; i < 64; i++) {
            int natural = Zigzag.natural(i);
            boolean low = i <= LAST && (natural & 7) < 4 && natural < 32;
            places[i] = low ? (natural >> 3) * 4 + (natural & 7) : UNREAD;
        }
        return places;
    }

    @Override
    int decode(byte[] window, int position, int mcu) {
        int next = position;
        for (int y = 0; y < down; y++) {
            int to = y * 4 * stride + mcu * across * 4;
            for (int x = 0; x < across; x++) {
                Arrays.fill(values, 0);
                next = blocks.read(window, next, values, 0);
                transform(values, rows, to + x * 4, stride);
            }
        }
        return next;
    }

    private static void transform(int[] v, byte[] rows, int offset, int stride) {
        int shift = BITS - KEPT;
        int round = 1 << shift - 1;
        for (int i = 0; i < 4; i++) {
            int sum = (v[i] + v[i + 8] << BITS) + round;
            int difference = (v[i] - v[i + 8] << BITS) + round;
            int outer = v[i + 4] * STEEP + v[i + 12] * FLAT;
            int inner = v[i + 4] * FLAT - v[i + 12] * STEEP;
            v[i] = sum + outer >> shift;
            v[i + 12] = sum - outer >> shift;
            v[i + 4] = difference + inner >> shift;
            v[i + 8] = difference - inner >> shift;
        }
        for (int i = 0; i < 4; i++) {
            int at = i * 4;
            int to = offset + i * stride;
            int sum = (v[at] + v[at + 2] << BITS) + BIAS;
            int difference = (v[at] - v[at + 2] << BITS) + BIAS;
            int outer = v[at + 1] * STEEP + v[at + 3] * FLAT;
            int inner = v[at + 1] * FLAT - v[at + 3] * STEEP;
            rows[to] = sample(sum + outer);
            rows[to + 3] = sample(sum - outer);
            rows[to + 1] = sample(difference + inner);
            rows[to + 2] = sample(difference - inner);
        }
    }

    private static final int LAST_SHIFT = BITS + KEPT + 3;
    private static final int BIAS = (128 << LAST_SHIFT) + (1 << LAST_SHIFT - 1);

    private static byte sample(int value) {
        return (byte) Math.max(0, Math.min(value >> LAST_SHIFT, 255));
    }
}

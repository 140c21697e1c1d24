package dev.vignette.jpeg;

/// Two samples a side of a block: the inverse DCT of 2 × 2 of its lowest frequencies.
final class QuarterDecoder extends ComponentDecoder {
    private static final int LAST = 4;
    private static final int UNREAD = 4;

    private final int[] values = new int[5];

    QuarterDecoder(ComponentPlan plan, BlockSource.Maker blocks) {
        super(plan, blocks.of(places(), LAST));
    }

    private static int[] places() {
        int[] places = new int[64];
        for (int i = 0; i < 64; i++) {
            int natural = Zigzag.natural(i);
            places[i] = i <= LAST && (natural & 7) < 2 ? (natural >> 3) * 2 + (natural & 7) : UNREAD;
        }
        return places;
    }

    @Override
    int decode(byte[] window, int position, int mcu) {
        int next = position;
        int[] v = values;
        for (int y = 0; y < down; y++) {
            int to = y * 2 * stride + mcu * across * 2;
            for (int x = 0; x < across; x++) {
                v[1] = 0;
                v[2] = 0;
                v[3] = 0;
                next = blocks.read(window, next, v, 0);
                int upper = v[0] + v[2] + 4 + 1024;
                int lower = v[0] - v[2] + 4 + 1024;
                int upperSlope = v[1] + v[3];
                int lowerSlope = v[1] - v[3];
                rows[to] = sample(upper + upperSlope);
                rows[to + 1] = sample(upper - upperSlope);
                rows[to + stride] = sample(lower + lowerSlope);
                rows[to + stride + 1] = sample(lower - lowerSlope);
                to += 2;
            }
        }
        return next;
    }

    private static byte sample(int value) {
        return (byte) Math.max(0, Math.min(value >> 3, 255));
    }
}

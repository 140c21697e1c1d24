package dev.vignette.jpeg;

/// One sample a block: its mean, rounded.
final class EighthDecoder extends ComponentDecoder {
    EighthDecoder(ComponentPlan plan, BlockSource.Maker blocks) {
        super(plan, blocks.of(new int[64], 0));
    }

    @Override
    int decode(byte[] window, int position, int mcu) {
        int next = position;
        for (int y = 0; y < down; y++) {
            int to = y * stride + mcu * across;
            for (int x = 0; x < across; x++) {
                next = blocks.readMean(window, next);
                rows[to + x] = (byte) Math.max(0, Math.min(((blocks.mean() + 4) >> 3) + 128, 255));
            }
        }
        return next;
    }
}

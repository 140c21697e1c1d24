package dev.vignette.jpeg;

/// One sample a block: its mean, rounded.
final class EighthDecoder extends ComponentDecoder {
    private final int[] means;

    EighthDecoder(ComponentPlan plan, BlockSource.Maker blocks) {
        super(plan, blocks.of(new int[64], 0));
        means = new int[across * down];
    }

    @Override
    int decode(byte[] window, int position, int mcu) {
        int next = blocks.read(window, position, means, 0, means.length);
        for (int y = 0; y < down; y++) {
            int to = y * stride + mcu * across;
            for (int x = 0; x < across; x++) {
                rows[to + x] = (byte) Math.max(0, Math.min(((means[y * across + x] + 4) >> 3) + 128, 255));
            }
        }
        return next;
    }
}

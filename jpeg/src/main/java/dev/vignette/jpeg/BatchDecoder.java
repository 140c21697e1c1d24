package dev.vignette.jpeg;

import java.util.Arrays;

/// Collects blocks of coefficients and transforms many of them at a time.
final class BatchDecoder extends ComponentDecoder {
    private final BlockTransform transform;
    private final int side;
    private final int[] batch;
    /// Blocks of an MCU, which are neighbours in the batch.
    private final int mcuBlocks;

    /// MCUs that fit into the batch.
    private final int room;

    /// The first MCU in the batch, and how many there are.
    private int first;

    private int mcus;

    BatchDecoder(ComponentPlan plan, BlockSource.Maker blocks, BlockTransform transform) {
        super(plan, blocks.of(places(transform), last(transform.side())));
        this.transform = transform;
        side = transform.side();
        batch = new int[(side * side + 1) * transform.batch()];
        mcuBlocks = across * down;
        room = transform.batch() / mcuBlocks;
    }

    /// Behind the values that are used is room for those that are not.
    private static int[] places(BlockTransform transform) {
        int side = transform.side();
        int[] places = new int[64];
        for (int i = 0; i < 64; i++) {
            int row = Zigzag.natural(i) >> 3;
            int column = Zigzag.natural(i) & 7;
            places[i] = (row < side && column < side ? row * side + column : side * side) * transform.batch();
        }
        return places;
    }

    private static int last(int side) {
        int last = 63;
        while (Zigzag.natural(last) != (side - 1) * 9) {
            last--;
        }
        return last;
    }

    @Override
    int decode(byte[] window, int position, int mcu) {
        if (mcus == room || mcu != first + mcus) {
            finish();
            first = mcu;
        }
        int next = blocks.read(window, position, batch, mcus * mcuBlocks, mcuBlocks);
        mcus++;
        return next;
    }

    @Override
    void finish() {
        if (mcus == 0) {
            return;
        }
        transform.transform(batch);
        for (int block = 0; block < mcuBlocks; block++) {
            int row = block / across * stride;
            int column = first * across + block % across;
            transform.store(block, mcuBlocks, mcus, rows, (row + column) * side, across * side, stride);
        }
        Arrays.fill(batch, 0, side * side * transform.batch(), 0);
        first += mcus;
        mcus = 0;
    }
}

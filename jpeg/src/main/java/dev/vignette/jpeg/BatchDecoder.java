package dev.vignette.jpeg;

import java.util.Arrays;

/// Collects blocks of coefficients and transforms many of them at a time.
final class BatchDecoder extends ComponentDecoder {
    private final BlockTransform transform;
    private final int side;
    private final int[][] batches;
    private int collected;
    private int column;

    BatchDecoder(ComponentPlan plan, BlockSource.Maker blocks, BlockTransform transform) {
        super(plan, blocks.of(places(transform), last(transform.side())));
        this.transform = transform;
        side = transform.side();
        batches = new int[down][(side * side + 1) * transform.batch()];
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
        int first = mcu * across;
        if (collected + across > transform.batch() || first != column + collected) {
            finish();
            column = first;
        }
        int next = position;
        for (int y = 0; y < down; y++) {
            next = blocks.read(window, next, batches[y], collected, across);
        }
        collected += across;
        return next;
    }

    @Override
    void finish() {
        for (int y = 0; y < down; y++) {
            transform.transform(batches[y], collected, rows, (y * stride + column) * side, stride);
            Arrays.fill(batches[y], 0);
        }
        column += collected;
        collected = 0;
    }
}

package dev.vignette.jpeg;

import java.util.Arrays;

/// Eight samples a side of a block. Blocks are collected and transformed several at a time.
final class FullDecoder extends ComponentDecoder {
    private final int[][] batches;
    private int collected;
    private int column;

    FullDecoder(ComponentPlan plan, BlockSource.Maker blocks) {
        super(plan, blocks.of(places(), 63));
        batches = new int[down][64 * FullTransform.BATCH];
    }

    private static int[] places() {
        int[] places = new int[64];
        for (int i = 0; i < 64; i++) {
            places[i] = Zigzag.natural(i) * FullTransform.BATCH;
        }
        return places;
    }

    @Override
    int decode(byte[] window, int position, int mcu) {
        int first = mcu * across;
        if (collected + across > FullTransform.BATCH || first != column + collected) {
            flush();
            column = first;
        }
        int next = position;
        for (int y = 0; y < down; y++) {
            int[] batch = batches[y];
            for (int x = 0; x < across; x++) {
                next = blocks.read(window, next, batch, collected + x);
            }
        }
        collected += across;
        return next;
    }

    @Override
    void finish() {
        flush();
    }

    private void flush() {
        for (int y = 0; y < down; y++) {
            FullTransform.transform(batches[y], collected, rows, y * 8 * stride + column * 8, stride);
            Arrays.fill(batches[y], 0);
        }
        collected = 0;
    }
}

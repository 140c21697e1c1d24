package dev.vignette.jpeg;

/// Blocks that scans have left as [StoredCoefficients], row by row.
final class StoredBlocks {
    private final StoredCoefficients coefficients;
    private final int last;
    private final ComponentDecoder decoder;
    private final int[] places = new int[64];

    StoredBlocks(StoredCoefficients coefficients, ComponentDecoder decoder) {
        this.coefficients = coefficients;
        this.decoder = decoder;
        last = decoder.scale().last();
        byte[] order = Places.of(decoder.scale().samples());
        for (int i = 0; i < 64; i++) {
            places[i] = order[1 + i] * decoder.batch();
        }
    }

    /// Decodes blocks of a row.
    void row(int row, int count) {
        short[] values = coefficients.values(row);
        long[] masks = last > 0 ? coefficients.masks(row) : new long[] {};
        int block = 0;
        while (block < count) {
            int end = Math.min(count, block + decoder.room(block));
            int at = decoder.next() - block;
            decoder.added(end - block);
            for (; block < end; block++) {
                put(values, block * coefficients.kept(), last > 0 ? masks[block] : 0, at + block);
            }
        }
    }

    private void put(short[] values, int from, long used, int at) {
        int[] into = decoder.values();
        into[places[0] + at] = values[from];
        // Bits behind the last wanted coefficient are shifted out.
        for (long mask = used << (63 - last); mask != 0; mask &= mask - 1) {
            int k = Long.numberOfTrailingZeros(mask) - 63 + last;
            into[places[k] + at] = values[from + k];
        }
    }
}

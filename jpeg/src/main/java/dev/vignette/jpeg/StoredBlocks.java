package dev.vignette.jpeg;

/// Blocks that scans have left as [StoredCoefficients], row by row.
final class StoredBlocks extends BlockSource {
    private final StoredCoefficients coefficients;
    private final int[] quant;
    private final int[] places;
    private final int last;
    private short[] values = {};
    private long[] masks = {};
    private int next;

    /// @param quant in zigzag order
    StoredBlocks(StoredCoefficients coefficients, int[] quant, int[] places, int last) {
        this.coefficients = coefficients;
        this.quant = quant.clone();
        this.places = places.clone();
        this.last = last;
    }

    /// Goes to the beginning of a row of blocks.
    void row(int row) {
        values = coefficients.values(row);
        masks = last > 0 ? coefficients.masks(row) : masks;
        next = 0;
    }

    @Override
    int read(byte[] window, int position, int[] into, int at, int count) {
        for (int i = 0; i < count; i++) {
            read(into, at + i);
        }
        return position;
    }

    private void read(int[] into, int at) {
        int from = next * coefficients.kept();
        long used = last > 0 ? masks[next] : 0;
        into[places[0] + at] = values[from] * quant[0];
        // Bits behind the last wanted coefficient are shifted out.
        for (long mask = used << (63 - last); mask != 0; mask &= mask - 1) {
            int k = Long.numberOfTrailingZeros(mask) - 63 + last;
            into[places[k] + at] = values[from + k] * quant[k];
        }
        next++;
    }

    @Override
    void restart() {
        next = 0;
    }

    @Override
    int invalid() {
        return 0;
    }
}

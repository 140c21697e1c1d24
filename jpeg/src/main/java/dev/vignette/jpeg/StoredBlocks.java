package dev.vignette.jpeg;

/// Blocks that scans have left as [StoredCoefficients], row by row.
final class StoredBlocks implements BlockSource {
    private final StoredCoefficients coefficients;
    private final int[] quant;
    private final int[] places;
    private final int last;
    private short[] values = {};
    private long[] masks = {};
    private int next;
    private int mean;

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
    public int readMean(byte[] window, int position) {
        mean = values[next++ * coefficients.kept()] * quant[0];
        return position;
    }

    @Override
    public int mean() {
        return mean;
    }

    @Override
    public int read(byte[] window, int position, int[] into, int at) {
        int from = next * coefficients.kept();
        into[places[0] + at] = values[from] * quant[0];
        // Bits behind the last wanted coefficient are shifted out.
        for (long mask = masks[next] << (63 - last); mask != 0; mask &= mask - 1) {
            int k = Long.numberOfTrailingZeros(mask) - 63 + last;
            into[places[k] + at] = values[from + k] * quant[k];
        }
        next++;
        return position;
    }

    @Override
    public void restart() {
        next = 0;
    }

    @Override
    public int invalid() {
        return 0;
    }
}

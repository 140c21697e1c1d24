package dev.vignette.jpeg;

import java.util.Arrays;

/// One component's coefficients, between the scans that refine them; no more of each block than a scale needs.
///
/// A row of blocks takes memory when something other than zero is in it: what a header claims costs nothing alone.
final class StoredCoefficients {
    private static final short[] NO_VALUES = {};
    private static final long[] NO_MASKS = {};

    private final int across;
    private final int kept;
    private final short[][] values;
    private final long[][] masks;

    /// @param across blocks in a row
    /// @param down rows of blocks
    /// @param kept coefficients of each block, in zigzag order
    StoredCoefficients(int across, int down, int kept) {
        this.across = across;
        this.kept = kept;
        values = new short[down][];
        masks = new long[down][];
        Arrays.fill(values, NO_VALUES);
        Arrays.fill(masks, NO_MASKS);
    }

    /// Coefficients that are kept of each block.
    int kept() {
        return kept;
    }

    /// Whether nothing of a row has been anything but zero.
    boolean empty(int row) {
        return values[row].length == 0;
    }

    /// The kept coefficients of a row of blocks, block after block.
    short[] values(int row) {
        if (values[row].length == 0) {
            values[row] = new short[across * kept];
        }
        return values[row];
    }

    /// For each block of a row, the set of AC coefficients that are not zero, those that are not kept among them.
    long[] masks(int row) {
        if (masks[row].length == 0) {
            masks[row] = new long[across];
        }
        return masks[row];
    }

    /// Lets a row go that has been delivered.
    void drop(int row) {
        values[row] = NO_VALUES;
        masks[row] = NO_MASKS;
    }
}

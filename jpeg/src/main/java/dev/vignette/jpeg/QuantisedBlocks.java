package dev.vignette.jpeg;

/// The quantised coefficients of some rows of blocks of one component. They are made many blocks at a time, and
/// it is known beforehand which of them are not zero.
final class QuantisedBlocks {
    private static final int BATCH = ForwardDct.BATCH;

    /// Coefficients of a batch.
    private static final int SIZE = 64 * BATCH;

    /// Where in a batch the coefficients begin that are the `n`th of their blocks in the file.
    private static final int[] PLACES = new int[64];

    /// The same, where the transform has left them.
    private static final int[] TRANSFORMED = new int[64];

    static {
        for (int i = 0; i < 64; i++) {
            PLACES[i] = ((i & 7) * 8 + (i >> 3)) * BATCH;
            TRANSFORMED[i] = ForwardDct.place(Zigzag.natural(i));
        }
    }

    private final EncodedComponent component;
    private final int columns;
    private final int rows;
    private final ForwardDct dct;
    private final int[] values;
    /// For each block a bit for each coefficient that is not zero, in the order of the file: 32 and 32.
    private final int[] lower;

    private final int[] upper;
    private int firstRow;

    /// @param rows of blocks that are held at once, at most
    QuantisedBlocks(EncodedComponent component, int rows, ForwardDct dct) {
        this.component = component;
        this.columns = component.columns();
        this.rows = Math.min(rows, component.rows());
        this.dct = dct;
        int batches = Math.ceilDiv(Math.multiplyExact(columns, this.rows), BATCH);
        values = new int[Math.multiplyExact(batches, SIZE)];
        lower = new int[batches * BATCH];
        upper = new int[batches * BATCH];
    }

    EncodedComponent component() {
        return component;
    }

    /// Takes the next rows of blocks, as many as there are.
    void load(int row) {
        firstRow = row;
        int blocks = columns * Math.min(rows, component.rows() - row);
        for (int batch = 0; batch * BATCH < blocks; batch++) {
            int from = batch * BATCH;
            int end = Math.min(from + BATCH, blocks);
            int[] samples = dct.samples();
            for (int block = from; block < end; block++) {
                component.copy(block % columns, row + block / columns, samples, block - from);
            }
            int[] coefficients = dct.transform();
            component.quantisation().apply(coefficients);
            // The samples are not needed any more.
            for (int i = 0; i < 64; i++) {
                System.arraycopy(coefficients, TRANSFORMED[i], samples, PLACES[i], BATCH);
            }
            System.arraycopy(samples, 0, values, batch * SIZE, SIZE);
            flag(samples);
            bytes(samples);
            words(samples);
            System.arraycopy(samples, 0, lower, from, BATCH);
            System.arraycopy(samples, 4 * BATCH, upper, from, BATCH);
        }
    }

    /// 1 for what is not zero.
    private static void flag(int[] v) {
        for (int i = 0; i < SIZE; i++) {
            v[i] = (v[i] | -v[i]) >>> 31;
        }
    }

    /// The flags of eight coefficients that follow each other in the file.
    private static void bytes(int[] v) {
        for (int i = 0; i < 8 * BATCH; i++) {
            v[i] = v[i]
                    | (v[i + 8 * BATCH] << 1)
                    | (v[i + 16 * BATCH] << 2)
                    | (v[i + 24 * BATCH] << 3)
                    | (v[i + 32 * BATCH] << 4)
                    | (v[i + 40 * BATCH] << 5)
                    | (v[i + 48 * BATCH] << 6)
                    | (v[i + 56 * BATCH] << 7);
        }
    }

    /// Those of half a block.
    private static void words(int[] v) {
        for (int i = 0; i < BATCH; i++) {
            v[i] = v[i] | (v[i + BATCH] << 8) | (v[i + 2 * BATCH] << 16) | (v[i + 3 * BATCH] << 24);
            v[i + 4 * BATCH] =
                    v[i + 4 * BATCH] | (v[i + 5 * BATCH] << 8) | (v[i + 6 * BATCH] << 16) | (v[i + 7 * BATCH] << 24);
        }
    }

    /// Which block of those that are held this is.
    private int index(int column, int row) {
        return (row - firstRow) * columns + column;
    }

    /// A bit for each coefficient that is not zero, in the order of the file.
    long used(int column, int row) {
        int index = index(column, row);
        return Integer.toUnsignedLong(lower[index]) | (long) upper[index] << 32;
    }

    /// Where [#value] finds a block.
    int at(int column, int row) {
        int index = index(column, row);
        return index / BATCH * SIZE + index % BATCH;
    }

    /// @param at of the block
    /// @param index in the order of the file
    int value(int at, int index) {
        return values[at + PLACES[index]];
    }
}

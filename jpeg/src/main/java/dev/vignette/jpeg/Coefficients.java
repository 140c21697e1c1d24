package dev.vignette.jpeg;

/// All quantised blocks of a component: two bytes a coefficient.
final class Coefficients {
    private final EncodedComponent component;
    private final short[] values;

    Coefficients(EncodedComponent component) {
        this.component = component;
        int columns = component.columns();
        int rows = component.rows();
        values = new short[Math.multiplyExact(Math.multiplyExact(columns, rows), 64)];
        int together = Math.max(1, ForwardDct.BATCH / columns);
        var blocks = new QuantisedBlocks(component, together, new ForwardDct());
        for (int row = 0; row < rows; row++) {
            if (row % together == 0) {
                blocks.load(row);
            }
            for (int column = 0; column < columns; column++) {
                copy(blocks, column, row, (row * columns + column) * 64);
            }
        }
    }

    private void copy(QuantisedBlocks blocks, int column, int row, int to) {
        int at = blocks.at(column, row);
        for (long rest = blocks.used(column, row); rest != 0; rest &= rest - 1) {
            int index = Long.numberOfTrailingZeros(rest);
            values[to + index] = (short) blocks.value(at, index);
        }
    }

    EncodedComponent component() {
        return component;
    }

    /// In the order of the file; block `n`, from the left and the top, begins at 64 × `n`.
    short[] values() {
        return values;
    }
}

package dev.vignette.jpeg;

/// All quantised blocks of a component: two bytes a coefficient.
final class Coefficients {
    private final EncodedComponent component;
    private final short[] values;

    Coefficients(EncodedComponent component) {
        this.component = component;
        int columns = component.columns();
        int blocks = Math.multiplyExact(columns, component.rows());
        values = new short[Math.multiplyExact(blocks, 64)];
        int[] block = new int[64];
        for (int n = 0; n < blocks; n++) {
            component.quantised(n % columns, n / columns, block);
            for (int i = 0; i < 64; i++) {
                values[n * 64 + i] = (short) block[Zigzag.natural(i)];
            }
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

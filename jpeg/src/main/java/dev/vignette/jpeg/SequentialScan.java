package dev.vignette.jpeg;

import java.util.List;

/// The one scan of a sequential file: each block is transformed, quantised and coded in turn, and never kept.
final class SequentialScan {
    /// Sixteen zeros of a longer run.
    private static final int ZEROS = 0xf0;

    private final List<EncodedComponent> components;
    private final Tokens tokens;
    private final int[] block = new int[64];
    private final int[] lastDc;

    SequentialScan(List<EncodedComponent> components, Tokens tokens) {
        this.components = components;
        this.tokens = tokens;
        this.lastDc = new int[components.size()];
    }

    void code() {
        new Interleaving(components).walk(this::code);
    }

    private void code(int number, int column, int row) {
        EncodedComponent component = components.get(number);
        if (column >= component.columns() || row >= component.rows()) {
            // Nobody sees it: the same DC as before, and nothing else, takes the fewest bits.
            tokens.add(component.dcTable(), 0, 0, 0);
            tokens.add(component.acTable(), 0, 0, 0);
            return;
        }
        component.quantised(column, row, block);
        dc(component.dcTable(), block[0] - lastDc[number]);
        lastDc[number] = block[0];
        ac(component.acTable());
    }

    private void dc(int table, int difference) {
        int width = Magnitude.width(difference);
        tokens.add(table, width, Magnitude.bits(difference), width);
    }

    private void ac(int table) {
        int run = 0;
        for (int i = 1; i < 64; i++) {
            int value = block[Zigzag.natural(i)];
            if (value == 0) {
                run++;
                continue;
            }
            for (; run > 15; run -= 16) {
                tokens.add(table, ZEROS, 0, 0);
            }
            int width = Magnitude.width(value);
            tokens.add(table, (run << 4) | width, Magnitude.bits(value), width);
            run = 0;
        }
        if (run > 0) {
            tokens.add(table, 0, 0, 0);
        }
    }
}

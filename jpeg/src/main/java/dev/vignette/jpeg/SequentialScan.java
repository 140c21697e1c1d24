package dev.vignette.jpeg;

import java.util.List;

/// The one scan of a sequential file: some rows of blocks at a time are transformed, quantised and coded, and not kept.
final class SequentialScan {
    /// Sixteen zeros of a longer run.
    private static final int ZEROS = 0xf0;

    private final Interleaving interleaving;
    private final List<QuantisedBlocks> blocks;
    private final Tokens tokens;
    /// Rows of units at a time: as many as fit into one batch of a colour, at least one.
    private final int rows;

    private final int[] lastDc;

    SequentialScan(List<EncodedComponent> components, Tokens tokens) {
        this.tokens = tokens;
        interleaving = new Interleaving(components);
        rows = Math.max(1, ForwardDct.BATCH / interleaving.columns());
        var dct = new ForwardDct();
        blocks = components.stream()
                .map(component -> new QuantisedBlocks(component, rows * component.vertical(), dct))
                .toList();
        lastDc = new int[components.size()];
    }

    void code() {
        for (int row = 0; row < interleaving.rows(); row += rows) {
            for (QuantisedBlocks own : blocks) {
                own.load(row * own.component().vertical());
            }
            interleaving.walk(row, Math.min(row + rows, interleaving.rows()), this::code);
        }
    }

    private void code(int number, int column, int row) {
        QuantisedBlocks own = blocks.get(number);
        EncodedComponent component = own.component();
        if (column >= component.columns() || row >= component.rows()) {
            // Nobody sees it: the same DC as before, and nothing else, takes the fewest bits.
            tokens.add(component.dcTable(), 0, 0, 0);
            tokens.add(component.acTable(), 0, 0, 0);
            return;
        }
        int at = own.at(column, row);
        int dc = own.value(at, 0);
        dc(component.dcTable(), dc - lastDc[number]);
        lastDc[number] = dc;
        ac(own, at, own.used(column, row), component.acTable());
    }

    private void dc(int table, int difference) {
        int width = Magnitude.width(difference);
        tokens.add(table, width, Magnitude.bits(difference), width);
    }

    private void ac(QuantisedBlocks own, int at, long used, int table) {
        int last = 0;
        for (long rest = used & ~1L; rest != 0; rest &= rest - 1) {
            int index = Long.numberOfTrailingZeros(rest);
            int run = index - last - 1;
            for (; run > 15; run -= 16) {
                tokens.add(table, ZEROS, 0, 0);
            }
            int value = own.value(at, index);
            int width = Magnitude.width(value);
            tokens.add(table, (run << 4) | width, Magnitude.bits(value), width);
            last = index;
        }
        if (last < 63) {
            tokens.add(table, 0, 0, 0);
        }
    }
}

package dev.vignette.jpeg;

import java.util.List;

/// The order of the blocks in a scan of several components: unit by unit, each holding the blocks of one place.
final class Interleaving {
    private final List<EncodedComponent> components;

    Interleaving(List<EncodedComponent> components) {
        this.components = components;
    }

    /// Takes one block of a component.
    interface Visitor {
        /// @param component its number
        /// @param column,row of the block, which may lie behind the edges where the last unit is not filled
        void visit(int component, int column, int row);
    }

    /// Rows of units.
    int rows() {
        EncodedComponent first = components.getFirst();
        return Math.ceilDiv(first.rows(), first.vertical());
    }

    /// Units of a row.
    int columns() {
        EncodedComponent first = components.getFirst();
        return Math.ceilDiv(first.columns(), first.horizontal());
    }

    void walk(Visitor visitor) {
        walk(0, rows(), visitor);
    }

    /// Some rows of units.
    void walk(int from, int to, Visitor visitor) {
        int across = columns();
        for (int y = from; y < to; y++) {
            for (int x = 0; x < across; x++) {
                unit(x, y, visitor);
            }
        }
    }

    private void unit(int x, int y, Visitor visitor) {
        for (int number = 0; number < components.size(); number++) {
            EncodedComponent component = components.get(number);
            int horizontal = component.horizontal();
            int vertical = component.vertical();
            for (int block = 0; block < horizontal * vertical; block++) {
                visitor.visit(number, x * horizontal + block % horizontal, y * vertical + block / horizontal);
            }
        }
    }
}

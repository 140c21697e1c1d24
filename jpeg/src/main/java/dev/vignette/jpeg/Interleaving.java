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

    void walk(Visitor visitor) {
        EncodedComponent first = components.getFirst();
        int across = Math.ceilDiv(first.columns(), first.horizontal());
        int down = Math.ceilDiv(first.rows(), first.vertical());
        for (int y = 0; y < down; y++) {
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

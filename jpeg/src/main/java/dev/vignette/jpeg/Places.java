package dev.vignette.jpeg;

import java.util.Arrays;

/// Where the values of a block go, for a transform that uses `side` × `side` of them.
///
/// Those lie row by row; all others share one place behind them.
final class Places {
    /// Selects the numbers that a block can reach: one more than its coefficients, and what [Codes#END] adds.
    static final int NUMBERS = 255;

    private Places() {}

    /// The places of coefficients by their numbers in the order of the file, counted from 1.
    static byte[] of(int side) {
        byte[] places = new byte[NUMBERS + 1];
        Arrays.fill(places, (byte) (side * side));
        for (int i = 0; i < 64; i++) {
            int row = Zigzag.natural(i) >> 3;
            int column = Zigzag.natural(i) & 7;
            if (row < side && column < side) {
                places[1 + i] = (byte) (row * side + column);
            }
        }
        return places;
    }

    /// What values are multiplied by, place by place. What stands at the last place, which no transform reads, says
    /// nothing.
    ///
    /// @param quant 64 steps in zigzag order
    /// @param side of the block that is used
    /// @param copies of each step, side by side
    static int[] steps(int[] quant, int side, int copies) {
        byte[] places = of(side);
        int[] steps = new int[(side * side + 1) * copies];
        for (int i = 0; i < 64; i++) {
            int from = places[1 + i] * copies;
            Arrays.fill(steps, from, from + copies, quant[i]);
        }
        return steps;
    }
}

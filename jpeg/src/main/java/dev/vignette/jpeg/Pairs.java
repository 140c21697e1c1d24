package dev.vignette.jpeg;

import java.util.Arrays;

/// A lookup table by the next bits of a scan, which yields one or two AC values at once.
///
/// An entry holds what fits into the bits that select it:
///
///     bits 24 to 31   the first value, signed
///     bits 16 to 23   the second value, signed; the first once more when there is none, 0 when the block ends
///     bits 12 to 15   coefficients that the first advances, less one
///     bits 4 to 11    coefficients that both advance; [Codes#END] is added when the block ends
///     bits 0 to 3     bits that are used
///
/// Where not one code fits with its value, the entry advances by [Codes#LONG].
final class Pairs {
    static final int USED = 15;
    static final int FIRST = 24;
    static final int SECOND = 16;

    private static final int TO_FIRST = 12;
    private static final int ADVANCE = 4;
    private static final int BITS = 12;

    /// For a code of blocks that are mostly short.
    private static final int NARROW_BITS = 10;

    /// Bits of a value that fits into eight with its sign.
    private static final int WIDEST = 7;

    private static final int NONE = Codes.LONG << ADVANCE;

    private Pairs() {}

    /// Coefficients that both values advance.
    static int advance(int entry) {
        return (entry >>> ADVANCE) & 0xFF;
    }

    /// Coefficients that the first value advances.
    static int first(int entry) {
        return ((entry >>> TO_FIRST) & 15) + 1;
    }

    static int[] table(HuffmanCode code) {
        int bits = Codes.shortEnd(code) ? NARROW_BITS : BITS;
        int[] single = single(code, bits);
        int[] table = single.clone();
        for (int i = 0; i < table.length; i++) {
            int one = single[i];
            if (advance(one) < Codes.LONG) {
                int used = one & USED;
                int other = single[(i << used) & (table.length - 1)];
                if (used + (other & USED) <= bits && other != NONE) {
                    table[i] = (one & ~(0xFF << SECOND))
                            + ((other >>> FIRST) << SECOND)
                            + (other & (0xFF << ADVANCE | USED));
                }
            }
        }
        return table;
    }

    /// Each code alone.
    private static int[] single(HuffmanCode code, int bits) {
        int[] table = new int[1 << bits];
        Arrays.fill(table, NONE);
        for (int i = 0; i < code.size(); i++) {
            int size = code.symbol(i) & 15;
            int left = bits - code.length(i) - size;
            if (left >= 0 && size <= WIDEST) {
                int advance = Codes.advance(code.symbol(i));
                int entry = (advance << ADVANCE) | (code.length(i) + size);
                int first = advance < Codes.END ? (advance - 1) << TO_FIRST : 0;
                for (int rest = 0; rest < 1 << size; rest++) {
                    int value = Codes.signed(rest, size);
                    int from = ((code.code(i) << size) | rest) << left;
                    Arrays.fill(
                            table,
                            from,
                            from + (1 << left),
                            (value << FIRST) | ((value & 0xFF) << SECOND) | first | entry);
                }
            }
        }
        return table;
    }
}

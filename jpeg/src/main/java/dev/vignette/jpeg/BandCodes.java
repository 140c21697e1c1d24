package dev.vignette.jpeg;

import java.util.Arrays;

/// Lookup tables by the next bits of a progressive scan of AC values.
///
/// An entry holds a code and the bits that belong to it, when all fit into the [#BITS] that select it:
///
///     bits 16 to 31   the value, signed; for [#END] how many blocks end behind this one, unsigned
///     bits 8 to 15    coefficients that it advances, or [#END]; [#BAD] is added when the code cannot be in such a
///                     scan, and [#LONG] when it has to be decoded without a table
///     bits 0 to 7     bits that are used
final class BandCodes {
    static final int BITS = 10;
    static final int END = 128;
    static final int LONG = 64;
    static final int BAD = 32;

    /// Selects the coefficients among bits 8 to 15.
    static final int ADVANCE = 31;

    private BandCodes() {}

    /// @param refining whether each new value is a bit for its sign and nothing more
    static int[] table(HuffmanCode code, boolean refining) {
        code.validate();
        int[] table = new int[1 << BITS];
        Arrays.fill(table, LONG << 8);
        for (int i = 0; i < code.size(); i++) {
            int spare = BITS - code.length(i);
            int extra = extra(code.symbol(i), refining);
            if (extra <= spare) {
                int from = code.code(i) << spare;
                for (int rest = 0; rest < 1 << spare; rest++) {
                    table[from + rest] = entry(code.symbol(i), code.length(i), rest >>> (spare - extra), refining);
                }
            }
        }
        return table;
    }

    /// Decodes what is too long for a table.
    ///
    /// @return an entry, all in it; one of no symbol when there is no such code, 17 bits being used as in libjpeg
    static int find(HuffmanCode code, long bits, boolean refining) {
        int found = code.find((int) (bits >>> 48));
        if (found < 0) {
            return (BAD | END) << 8 | (HuffmanCode.LONGEST + 1);
        }
        int length = found >> 8;
        int symbol = found & 0xFF;
        int extra = extra(symbol, refining);
        int value = extra == 0 ? 0 : (int) (bits << length >>> (Long.SIZE - extra));
        return entry(symbol, length, value, refining);
    }

    /// Bits that follow a symbol's code.
    private static int extra(int symbol, boolean refining) {
        int run = symbol >> 4;
        int size = symbol & 15;
        if (size == 0) {
            return run == 15 ? 0 : run;
        }
        return refining ? 1 : size;
    }

    private static int entry(int symbol, int length, int bits, boolean refining) {
        int run = symbol >> 4;
        int size = symbol & 15;
        if (size == 0) {
            return run == 15 ? 16 << 8 | length : ((1 << run) - 1 + bits) << 16 | END << 8 | (length + run);
        }
        if (refining) {
            int bad = size == 1 ? 0 : BAD;
            return (bits == 0 ? -1 : 1) << 16 | (run + 1 + bad) << 8 | (length + 1);
        }
        return Codes.signed(bits, size) << 16 | (run + 1) << 8 | (length + size);
    }
}

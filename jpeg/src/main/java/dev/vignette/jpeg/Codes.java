package dev.vignette.jpeg;

import java.util.Arrays;

/// Lookup tables by the next bits of a scan, made from one Huffman code.
///
/// An entry of [#dc] and [#ac] holds a code and the value behind it, when both fit into the [#BITS] that select
/// it:
///
///     bits 16 to 31   the value, signed
///     bits 8 to 15    coefficients that it advances; [#END] when the block ends; [#LONG] is added when more
///     bits
///                     have to be looked at, and then the upper half is the number of the value's bits
///     bits 0 to 7     bits that are used; 0 when the code alone is too long
///
/// An entry of [#skip] swallows as many codes and values as fit into [#SKIP_BITS]: the bits used in the lowest
/// six bits, above them the coefficients it advances, plus [#END] when the block ends with it; [#LONG] when not
/// one fits.
final class Codes {
    /// Tables of more bits are slower: they leave the first-level cache.
    static final int BITS = 10;

    static final int SKIP_BITS = 13;
    static final int SKIP_USED = 6;
    static final int END = 128;
    static final int LONG = 64;
    /// Where the coefficients begin that an entry advances.
    static final int ADVANCE = 8;

    private Codes() {}

    /// The table for differences of DC values.
    static int[] dc(HuffmanCode code) {
        code.validate();
        int[] table = new int[1 << BITS];
        Arrays.fill(table, LONG << 8);
        for (int i = 0; i < code.size(); i++) {
            if (code.symbol(i) > 15) {
                throw new JpegException("A Huffman table for DC values has a symbol that cannot be.");
            }
            enter(table, code, i, 0, code.symbol(i));
        }
        return table;
    }

    /// The table for AC values.
    static int[] ac(HuffmanCode code) {
        code.validate();
        int[] table = new int[1 << BITS];
        Arrays.fill(table, LONG << 8);
        for (int i = 0; i < code.size(); i++) {
            enter(table, code, i, advance(code.symbol(i)), code.symbol(i) & 15);
        }
        return table;
    }

    static int advance(int symbol) {
        return (symbol & 15) == 0 && symbol != 0xF0 ? END : (symbol >> 4) + 1;
    }

    private static void enter(int[] table, HuffmanCode code, int index, int advance, int size) {
        int length = code.length(index);
        if (length > BITS) {
            return;
        }
        int spare = BITS - length;
        int from = code.code(index) << spare;
        for (int rest = 0; rest < 1 << spare; rest++) {
            table[from + rest] = size > spare
                    ? (size << 16) | ((LONG + advance) << 8) | length
                    : (signed(rest >>> (spare - size), size) << 16) | (advance << 8) | (length + size);
        }
    }

    /// The value that `size` bits stand for (T.81, F.2.2.1).
    static int signed(int bits, int size) {
        return size == 0 || bits >>> (size - 1) != 0 ? bits : bits + 1 - (1 << size);
    }

    /// The table for AC values that are not needed.
    static char[] skip(HuffmanCode code) {
        char[] single = new char[1 << SKIP_BITS];
        for (int i = 0; i < code.size(); i++) {
            int used = code.length(i) + (code.symbol(i) & 15);
            if (used <= SKIP_BITS) {
                int from = code.code(i) << (SKIP_BITS - code.length(i));
                char entry = (char) ((advance(code.symbol(i)) << SKIP_USED) | used);
                Arrays.fill(single, from, from + (1 << (SKIP_BITS - code.length(i))), entry);
            }
        }
        char[] table = new char[1 << SKIP_BITS];
        for (int bits = 0; bits < table.length; bits++) {
            table[bits] = (char) chain(single, bits);
        }
        return table;
    }

    private static int chain(char[] single, int bits) {
        int used = 0;
        int advance = 0;
        while (advance < END) {
            int next = single[(bits << used) & ((1 << SKIP_BITS) - 1)];
            int length = next & 63;
            int by = next >> SKIP_USED;
            if (length == 0 || used + length > SKIP_BITS || advance + (by & 63) >= 63) {
                break;
            }
            used += length;
            advance += by;
        }
        return used == 0 ? LONG << SKIP_USED : (advance << SKIP_USED) | used;
    }
}

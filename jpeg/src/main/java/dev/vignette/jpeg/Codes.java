package dev.vignette.jpeg;

import java.util.Arrays;

/// Lookup tables by the next bits of a scan, made from one Huffman code.
///
/// An entry of [#dc] and [#ac] tells of a code of at most [#BITS] bits that takes no more than [#MOST] with the
/// value behind it:
///
///     bits 18 to 25   coefficients that it advances; [#END] when the block ends
///     bits 12 to 17   63 less the number of the value's bits
///     bits 6 to 11    bits of the code
///     bits 0 to 5     bits of both
///
/// An entry of [#skip] swallows as many codes and values as fit into [#SKIP_BITS]: the bits used in the lowest
/// six bits, above them the coefficients it advances, plus [#END] when the block ends with it.
///
/// Where there is none such, the entry advances by [#LONG] in [#skip] and is 0 in the others.
final class Codes {
    /// Tables of more bits are slower: they leave the first-level cache.
    static final int BITS = 10;

    /// Two entries, and what selects a third, are within 56 bits.
    static final int MOST = 20;

    static final int SKIP_BITS = 13;

    /// Where the coefficients begin that an entry of [#skip] advances.
    static final int SKIP_ADVANCE = 6;

    /// More than the coefficients of a block, and than a broken one can name.
    static final int END = 128;

    /// A step beyond the coefficients of a block, whatever it begins with.
    static final int LONG = 64;

    /// Selects the bits that are used.
    static final int USED = 63;

    static final int LENGTH = 6;
    static final int UNUSED = 12;
    static final int ADVANCE = 18;

    private Codes() {}

    /// The table for differences of DC values.
    static int[] dc(HuffmanCode code) {
        code.validate();
        int[] table = new int[1 << BITS];
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
        if (length <= BITS && length + size <= MOST) {
            int from = code.code(index) << (BITS - length);
            Arrays.fill(table, from, from + (1 << (BITS - length)), entry(length, size, advance));
        }
    }

    /// @param length of the code in bits
    /// @param size of the value behind it in bits
    static int entry(int length, int size, int advance) {
        return (advance << ADVANCE) | ((63 - size) << UNUSED) | (length << LENGTH) | (length + size);
    }

    /// The value behind the code of an entry.
    ///
    /// @param bits of which the first are those of the code
    static int value(long bits, int entry) {
        long value = bits << (entry >>> LENGTH);
        long minus = ~(value >> 63);
        return (int) ((((value ^ minus) >>> 1 >>> (entry >>> UNUSED)) ^ minus) - minus);
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
                char entry = (char) ((advance(code.symbol(i)) << SKIP_ADVANCE) | used);
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
            int length = next & USED;
            int by = next >> SKIP_ADVANCE;
            if (length == 0 || used + length > SKIP_BITS || (by < END && advance + by >= 63)) {
                break;
            }
            used += length;
            advance += by;
        }
        return used == 0 ? LONG << SKIP_ADVANCE : (advance << SKIP_ADVANCE) | used;
    }
}

package dev.vignette.jpeg;

import java.util.Arrays;

/// Lookup tables by the next bits of a scan, made from one Huffman code.
///
/// An entry of [#dc] and [#ac] tells of a code of at most [#DC_BITS] or [#BITS] bits that takes no more than [#MOST]
/// with the value behind it:
///
///     bits 18 to 25   coefficients that it advances; [#END] when the block ends
///     bits 12 to 17   63 less the number of the value's bits
///     bits 6 to 11    bits of the code
///     bits 0 to 5     bits of both
///
/// An entry of [#skip] swallows as many codes and values as fit into the bits that select it: the bits used in the
/// lowest six bits, above them the coefficients it advances, plus [#END] when the block ends with it.
///
/// Where there is none such, the entry advances by [#LONG] in [#skip] and is 0 in the others.
final class Codes {
    /// Tables of more bits are slower: they leave the first-level cache.
    static final int BITS = 10;

    /// Codes of differences are short.
    static final int DC_BITS = 8;

    /// Two entries, and what selects a third, are within 56 bits.
    static final int MOST = 20;

    static final int SKIP_BITS = 13;
    private static final int NARROW_SKIP_BITS = 11;

    /// Bits of the code that ends a block, when a fourth of all codes or more do.
    private static final int SHORT_END = 2;

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
        int[] table = new int[1 << DC_BITS];
        for (int i = 0; i < code.size(); i++) {
            if (code.symbol(i) > 15) {
                throw new JpegException("A Huffman table for DC values has a symbol that cannot be.");
            }
            enter(table, DC_BITS, code, i, 0, code.symbol(i));
        }
        return table;
    }

    /// The table for AC values.
    static int[] ac(HuffmanCode code) {
        code.validate();
        int[] table = new int[1 << BITS];
        for (int i = 0; i < code.size(); i++) {
            enter(table, BITS, code, i, advance(code.symbol(i)), code.symbol(i) & 15);
        }
        return table;
    }

    static int advance(int symbol) {
        return (symbol & 15) == 0 && symbol != 0xF0 ? END : (symbol >> 4) + 1;
    }

    private static void enter(int[] table, int bits, HuffmanCode code, int index, int advance, int size) {
        int length = code.length(index);
        if (length <= bits && length + size <= MOST) {
            int from = code.code(index) << (bits - length);
            Arrays.fill(table, from, from + (1 << (bits - length)), entry(length, size, advance));
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

    /// Whether blocks are mostly short, as those of colours are. Their tables are narrow, so that others stay in the
    /// first-level cache.
    static boolean shortEnd(HuffmanCode code) {
        return code.lengthOf(0) <= SHORT_END;
    }

    /// The table for AC values that are not needed, made from narrower ones.
    static char[] skip(HuffmanCode code) {
        int bits = shortEnd(code) ? NARROW_SKIP_BITS : SKIP_BITS;
        var tables = new char[bits + 1][];
        for (int width = 0; width <= bits; width++) {
            tables[width] = skip(code, width, tables);
        }
        return tables[bits];
    }

    /// What leaves the bits that select one of so many entries, a power of two.
    static int shift(int entries) {
        return Long.numberOfLeadingZeros(entries - 1);
    }

    /// @param narrower tables, which tell what fits behind a code
    private static char[] skip(HuffmanCode code, int width, char[][] narrower) {
        var table = new char[1 << width];
        Arrays.fill(table, (char) (LONG << SKIP_ADVANCE));
        for (int i = 0; i < code.size() && code.length(i) <= width; i++) {
            int size = code.symbol(i) & 15;
            int used = code.length(i) + size;
            if (used <= width) {
                int from = code.code(i) << (width - code.length(i));
                chain(table, from, (advance(code.symbol(i)) << SKIP_ADVANCE) | used, narrower[width - used]);
                // It is the same behind each value of that size.
                int count = 1 << (width - used);
                for (int doubled = count; doubled < count << size; doubled *= 2) {
                    System.arraycopy(table, from, table, from + doubled, doubled);
                }
            }
        }
        return table;
    }

    /// Puts one code before what follows it, unless it ends the block or both could pass the end.
    private static void chain(char[] table, int from, int one, char[] following) {
        for (int i = 0; i < following.length; i++) {
            int advance = (one >> SKIP_ADVANCE) + (following[i] >> SKIP_ADVANCE) % END;
            table[from + i] = (char) (advance < LONG - 1 ? one + following[i] : one);
        }
    }
}

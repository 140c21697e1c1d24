package dev.vignette.jpeg;

import java.util.Arrays;

/// What a scan consists of, before its Huffman codes are known: symbols with the bits that follow them, and
/// how often each symbol occurs. So the coefficients are gone through once, and the tables can still be made
/// to measure.
final class Tokens {
    /// Tables of symbols: two for DC, two for AC coefficients.
    static final int TABLES = 4;

    /// Symbols of one table.
    static final int SYMBOLS = 256;

    private static final int WIDTH_AT = 16;
    private static final int SYMBOL_AT = 21;
    private static final int BITS_ALONE = 1 << 31;

    /// From the lowest: 16 bits that follow, 5 for how many they are, 8 of the symbol, 2 of its table; the
    /// sign says that there is no symbol.
    private int[] tokens;

    private int size;
    private final int[] counts = new int[TABLES * SYMBOLS];

    /// @param expected tokens; more make it grow
    Tokens(int expected) {
        tokens = new int[expected];
    }

    /// @param bits the lowest `width` of them follow the symbol, 0 to 16
    void add(int table, int symbol, int bits, int width) {
        int place = table * SYMBOLS + symbol;
        counts[place]++;
        append((place << SYMBOL_AT) | (width << WIDTH_AT) | lowest(bits, width));
    }

    /// Bits without a symbol, at most 16.
    void add(int bits, int width) {
        append(BITS_ALONE | (width << WIDTH_AT) | lowest(bits, width));
    }

    private static int lowest(int bits, int width) {
        return bits & ((1 << width) - 1);
    }

    private void append(int token) {
        if (size == tokens.length) {
            tokens = Arrays.copyOf(tokens, Math.max(1024, size * 2));
        }
        tokens[size++] = token;
    }

    /// How often each symbol of a table occurs.
    int[] counts(int table) {
        return Arrays.copyOfRange(counts, table * SYMBOLS, (table + 1) * SYMBOLS);
    }

    /// Whether a table is needed at all.
    boolean uses(int table) {
        return Arrays.stream(counts(table)).anyMatch(count -> count > 0);
    }

    /// To be filled anew.
    void clear() {
        size = 0;
        Arrays.fill(counts, 0);
    }

    /// Writes all of it as the bits of a scan.
    ///
    /// @param codes at `table × 256 + symbol`: the code, shifted left by 5, and its length
    void write(int[] codes, BitWriter bits) {
        long pending = 0;
        int count = 0;
        for (int i = 0; i < size; i++) {
            int token = tokens[i];
            int width = (token >>> WIDTH_AT) & 31;
            int code = token < 0 ? 0 : codes[token >>> SYMBOL_AT];
            int length = (code & 31) + width;
            int value = ((code >>> 5) << width) | (token & 0xffff);
            pending = (pending << length) | Integer.toUnsignedLong(value);
            count += length;
            if (count >= 32) {
                count -= 32;
                bits.word((int) (pending >>> count));
            }
        }
        bits.finish(pending, count);
    }
}

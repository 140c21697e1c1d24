package dev.vignette.jpeg;

import org.jspecify.annotations.Nullable;

/// A Huffman code as a DHT segment gives it; the lookup tables are made from it when a scan needs them, once for all
/// components that share the code.
final class HuffmanCode {
    /// The longest code.
    static final int LONGEST = 16;

    private final byte[] values;
    private final int[] lengths;
    private final int[] codes;
    private final int[] ends = new int[LONGEST + 1];
    private final int[] offsets = new int[LONGEST + 1];
    private int @Nullable [] dcTable;
    private int @Nullable [] acTable;
    private char @Nullable [] skipTable;
    private int @Nullable [] pairTable;

    /// @param counts how many codes there are of each length from 1 to 16; the first entry is not used
    /// @param values the symbols in the order of their codes
    HuffmanCode(byte[] counts, byte[] values) {
        this.values = values.clone();
        lengths = new int[values.length];
        codes = new int[values.length];
        int code = 0;
        int index = 0;
        for (int length = 1; length <= LONGEST; length++) {
            offsets[length] = index - code;
            for (int i = 0; i < (counts[length] & 0xFF); i++) {
                lengths[index] = length;
                codes[index++] = code++;
            }
            ends[length] = code;
            code <<= 1;
        }
    }

    /// @throws JpegException when more codes are claimed than there can be; as in libjpeg this is found at the
    ///     first use
    void validate() {
        for (int i = 0; i < size(); i++) {
            if (codes[i] >= (1 << lengths[i]) - 1) {
                throw new JpegException("A Huffman table has too many codes.");
            }
        }
    }

    /// How many symbols there are.
    int size() {
        return values.length;
    }

    int symbol(int index) {
        return values[index] & 0xFF;
    }

    int length(int index) {
        return lengths[index];
    }

    int code(int index) {
        return codes[index];
    }

    /// How long the code of a symbol is; more than [#LONGEST] when it has none.
    int lengthOf(int symbol) {
        for (int i = 0; i < size(); i++) {
            if (symbol(i) == symbol) {
                return lengths[i];
            }
        }
        return LONGEST + 1;
    }

    /// Decodes a code of any length.
    ///
    /// @param bits the next 16 bits
    /// @return the symbol, and above its 8 bits the length of the code; -1 when there is no such code
    int find(int bits) {
        for (int length = 1; length <= LONGEST; length++) {
            int code = bits >>> (LONGEST - length);
            if (code < ends[length]) {
                return (length << 8) | (values[offsets[length] + code] & 0xFF);
            }
        }
        return -1;
    }

    /// [Codes#dc].
    int[] dcTable() {
        int[] table = dcTable;
        if (table == null) {
            table = Codes.dc(this);
            dcTable = table;
        }
        return table;
    }

    /// [Codes#ac].
    int[] acTable() {
        int[] table = acTable;
        if (table == null) {
            table = Codes.ac(this);
            acTable = table;
        }
        return table;
    }

    /// [Pairs#table].
    int[] pairTable() {
        int[] table = pairTable;
        if (table == null) {
            table = Pairs.table(this);
            pairTable = table;
        }
        return table;
    }

    /// [Codes#skip].
    char[] skipTable() {
        char[] table = skipTable;
        if (table == null) {
            table = Codes.skip(this);
            skipTable = table;
        }
        return table;
    }
}

package dev.vignette.jpeg;

import java.util.stream.IntStream;

/// The Huffman tables of T.81, annex K.3, which suit most pictures.
final class StandardTables {
    private static final int[] LUMA_AC = {
        0x01, 0x02, 0x03, 0x00, 0x04, 0x11, 0x05, 0x12, 0x21, 0x31, 0x41, 0x06, 0x13, 0x51, 0x61, 0x07, //
        0x22, 0x71, 0x14, 0x32, 0x81, 0x91, 0xa1, 0x08, 0x23, 0x42, 0xb1, 0xc1, 0x15, 0x52, 0xd1, 0xf0, //
        0x24, 0x33, 0x62, 0x72, 0x82,
    };
    private static final int[] CHROMA_AC = {
        0x00, 0x01, 0x02, 0x03, 0x11, 0x04, 0x05, 0x21, 0x31, 0x06, 0x12, 0x41, 0x51, 0x07, 0x61, 0x71, //
        0x13, 0x22, 0x32, 0x81, 0x08, 0x14, 0x42, 0x91, 0xa1, 0xb1, 0xc1, 0x09, 0x23, 0x33, 0x52, 0xf0, //
        0x15, 0x62, 0x72, 0xd1, 0x0a, 0x16, 0x24, 0x34, 0xe1, 0x25, 0xf1,
    };

    private static final HuffmanTable[] TABLES = {
        dc(0, 0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0),
        dc(0, 0, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0),
        ac(LUMA_AC, 0, 0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 125),
        ac(CHROMA_AC, 0, 0, 2, 1, 2, 4, 4, 3, 4, 7, 5, 4, 4, 0, 1, 2, 119),
    };

    private StandardTables() {}

    /// @param table DC of luma and of chroma, AC of luma and of chroma
    static HuffmanTable of(int table) {
        return TABLES[table];
    }

    private static HuffmanTable dc(int... lengths) {
        return new HuffmanTable(lengths, IntStream.range(0, 12).toArray());
    }

    /// All symbols that are not among the frequent ones follow in their order.
    private static HuffmanTable ac(int[] frequent, int... lengths) {
        IntStream rare = IntStream.range(0, 256)
                .filter(symbol -> symbol == 0 || symbol == 0xf0 || ((symbol & 15) > 0 && (symbol & 15) <= 10))
                .filter(symbol -> IntStream.of(frequent).noneMatch(other -> other == symbol));
        return new HuffmanTable(
                lengths, IntStream.concat(IntStream.of(frequent), rare).toArray());
    }
}

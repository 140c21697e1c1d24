package dev.vignette.jpeg;

import java.util.List;

/// One scan of a progressive file, with all that decoding it takes.
///
/// @param codes for each part of the header the Huffman code of its DC or AC values; none when it has no codes
/// @param interval MCUs between two restart markers, 0 when there are none
/// @param position where in the file its bits begin
record ProgressiveScan(ScanHeader header, List<HuffmanCode> codes, int interval, int position) {
    ProgressiveScan {
        codes = List.copyOf(codes);
    }

    /// Takes the scan whose header was just read.
    ///
    /// @throws JpegException when T.81 does not allow its parameters, or a table is missing
    static ProgressiveScan of(ScanHeader header, Headers headers) {
        if (!allowed(header)) {
            throw new JpegException("A progressive scan has parameters that cannot be: %d to %d, bits %d to %d."
                    .formatted(header.firstCoefficient(), header.lastCoefficient(), header.highBit(), header.lowBit()));
        }
        List<HuffmanCode> codes;
        if (header.firstCoefficient() > 0) {
            codes = List.of(headers.acCode(header.parts().getFirst().acTable()));
        } else if (header.highBit() == 0) {
            codes = header.parts().stream()
                    .map(part -> headers.dcCode(part.dcTable()))
                    .toList();
        } else {
            codes = List.of();
        }
        return new ProgressiveScan(
                header, codes, headers.restartInterval(), headers.reader().position());
    }

    private static boolean allowed(ScanHeader header) {
        int first = header.firstCoefficient();
        int last = header.lastCoefficient();
        boolean band = first == 0
                ? last == 0
                : last >= first && last < 64 && header.parts().size() == 1;
        boolean bits = header.highBit() == 0 || header.lowBit() == header.highBit() - 1;
        return band && bits && header.lowBit() <= 13;
    }

    boolean dc() {
        return header.firstCoefficient() == 0;
    }

    /// Whether it adds one bit to values that an earlier scan began.
    boolean refines() {
        return header.highBit() > 0;
    }

    /// The component that a scan of AC values has.
    int component() {
        return header.parts().getFirst().component();
    }

    /// The coefficients it has, as a set of bits.
    long band() {
        return (-1L >>> (63 - header.lastCoefficient())) & (-1L << header.firstCoefficient());
    }
}

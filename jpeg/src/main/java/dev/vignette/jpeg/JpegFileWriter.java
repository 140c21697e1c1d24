package dev.vignette.jpeg;

import java.util.List;

/// The file around the scans.
final class JpegFileWriter {
    private static final int START = 0xffd8;
    private static final int END = 0xffd9;
    private static final int JFIF = 0xe0;
    private static final int QUANTISATION = 0xdb;
    private static final int BASELINE = 0xc0;
    private static final int PROGRESSIVE = 0xc2;
    private static final int SCAN = 0xda;

    /// Version 1.01, pixels that are square, no small picture.
    private static final byte[] JFIF_HEADER = {'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0};

    private final ByteSink sink;
    private final List<EncodedComponent> components;

    JpegFileWriter(ByteSink sink, List<EncodedComponent> components) {
        this.sink = sink;
        this.components = components;
    }

    /// All that stands before the first scan and its Huffman tables.
    void header(EncodeOptions options) {
        sink.writeShort(START);
        sink.writeMarker(JFIF, JFIF_HEADER.length);
        sink.write(JFIF_HEADER);
        for (Segment segment : options.segments()) {
            sink.writeMarker(segment.marker(), segment.payload().length);
            sink.write(segment.payload());
        }
        quantisation(0, components.getFirst().quantisation());
        if (components.size() > 1) {
            quantisation(1, components.getLast().quantisation());
        }
        sink.writeMarker(options.progressive() ? PROGRESSIVE : BASELINE, 6 + 3 * components.size());
        sink.writeByte(8);
        sink.writeShort(options.height());
        sink.writeShort(options.width());
        sink.writeByte(components.size());
        for (int number = 0; number < components.size(); number++) {
            EncodedComponent component = components.get(number);
            sink.writeByte(number + 1);
            sink.writeByte((component.horizontal() << 4) | component.vertical());
            sink.writeByte(component.kind());
        }
    }

    private void quantisation(int id, Quantisation quantisation) {
        sink.writeMarker(QUANTISATION, 65);
        sink.writeByte(id);
        for (int i = 0; i < 64; i++) {
            sink.writeByte(quantisation.steps()[Zigzag.natural(i)]);
        }
    }

    /// @param optimise whether tables are made of the tokens, or those of Annex K taken
    void sequentialScan(Tokens tokens, boolean optimise) {
        var codes = new int[Tokens.TABLES * Tokens.SYMBOLS];
        int kinds = components.size() == 1 ? 1 : 2;
        for (int kind = 0; kind < kinds; kind++) {
            for (int table = kind; table < Tokens.TABLES; table += 2) {
                table(table, optimise ? HuffmanTable.optimal(tokens.counts(table)) : StandardTables.of(table), codes);
            }
        }
        List<Integer> all = List.of(0, 1, 2).subList(0, components.size());
        scan(new ScanStep(all, 0, 63, 0, 0), tokens, codes);
    }

    void progressiveScan(ScanStep step, Tokens tokens) {
        var codes = new int[Tokens.TABLES * Tokens.SYMBOLS];
        for (int table = 0; table < Tokens.TABLES; table++) {
            if (tokens.uses(table)) {
                table(table, HuffmanTable.optimal(tokens.counts(table)), codes);
            }
        }
        scan(step, tokens, codes);
    }

    private void table(int number, HuffmanTable table, int[] codes) {
        boolean ac = number >= 2;
        table.write((ac ? 16 : 0) + number % 2, sink);
        table.codes(codes, number * Tokens.SYMBOLS);
    }

    private void scan(ScanStep step, Tokens tokens, int[] codes) {
        sink.writeMarker(SCAN, 4 + 2 * step.components().size());
        sink.writeByte(step.components().size());
        for (int number : step.components()) {
            int kind = components.get(number).kind();
            boolean usesDc = step.ofDc() && !step.refines();
            boolean usesAc = step.last() > 0;
            sink.writeByte(number + 1);
            sink.writeByte((usesDc ? kind << 4 : 0) | (usesAc ? kind : 0));
        }
        sink.writeByte(step.first());
        sink.writeByte(step.last());
        sink.writeByte((step.before() << 4) | step.bit());
        tokens.write(codes, new BitWriter(sink));
    }

    byte[] end() {
        sink.writeShort(END);
        return sink.toBytes();
    }
}

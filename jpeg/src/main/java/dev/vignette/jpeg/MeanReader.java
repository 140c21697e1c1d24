package dev.vignette.jpeg;

/// Reads the DC values of blocks and skips what follows, several codes at a time.
final class MeanReader extends BlockReader {
    private final char[] skip;
    private final int skipShift;

    MeanReader(HuffmanCode dcCode, HuffmanCode acCode, int[] quant, int[] places) {
        super(dcCode, acCode, quant, places);
        skip = acCode.skipTable();
        skipShift = Codes.skipShift(skip);
    }

    @Override
    int read(byte[] window, int position, int[] values, int at, int count) {
        char[] skips = skip;
        int skipping = skipShift;
        int target = ac[TARGETS + 1];
        int mean = predictor;
        int from = position >>> 3;
        long bits = (long) ScanBits.LONGS.get(window, from) << (position & 7);
        int valid = LOADED - (position & 7);
        from += LOADED / Byte.SIZE;
        for (int block = at; block < at + count; block++) {
            int entry = dc[(int) (bits >>> DC_SHIFT)];
            bits |= load(window, from, valid);
            from += (63 - valid) >>> 3;
            valid |= LOADED;
            if (entry == 0) {
                entry = longDc(bits);
            }
            mean += Codes.value(bits, entry);
            put(values, block, target, mean);
            bits <<= entry;
            valid -= entry & Codes.USED;
            int next = 1;
            while (next < 64) {
                entry = skips[(int) (bits >>> skipping)];
                bits |= load(window, from, valid);
                from += (63 - valid) >>> 3;
                valid |= LOADED;
                int to = next + (entry >>> Codes.SKIP_ADVANCE);
                if ((to & Codes.LONG) != 0) {
                    entry = skipOne(bits);
                    to = next + (entry >>> Codes.SKIP_ADVANCE);
                }
                next = to;
                bits <<= entry;
                valid -= entry & Codes.USED;
            }
        }
        predictor = mean;
        return (from << 3) - valid;
    }
}

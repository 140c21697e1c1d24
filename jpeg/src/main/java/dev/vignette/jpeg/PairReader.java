package dev.vignette.jpeg;

/// Reads many values of each block, but not the last ones, two at a look-up where they are short; what follows is
/// skipped in the same way.
final class PairReader extends BlockReader {
    private final int[] pairs;
    private final int pairShift;
    private final int last;

    /// @param last coefficient that is wanted
    PairReader(HuffmanCode dcCode, HuffmanCode acCode, int[] quant, int[] places, int last) {
        super(dcCode, acCode, quant, places);
        this.last = last;
        pairs = acCode.pairTable();
        pairShift = Pairs.shift(pairs);
    }

    @Override
    int read(byte[] window, int position, int[] values, int at, int count) {
        int[] table = ac;
        int[] twos = pairs;
        int shift = pairShift;
        int limit = last;
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
            put(values, block, table[TARGETS + 1], mean);
            bits <<= entry;
            valid -= entry & Codes.USED;
            int next = 1;
            while (next <= limit) {
                entry = twos[(int) (bits >>> shift)];
                bits |= load(window, from, valid);
                from += (63 - valid) >>> 3;
                valid |= LOADED;
                int to = next + Pairs.advance(entry);
                if ((to & Codes.LONG) == 0) {
                    put(values, block, table[TARGETS + next + Pairs.first(entry)], entry >> Pairs.FIRST);
                    put(values, block, table[TARGETS + to], (byte) (entry >> Pairs.SECOND));
                    bits <<= entry & Pairs.USED;
                    valid -= entry & Pairs.USED;
                } else {
                    entry = one(bits);
                    to = next + (entry >>> Codes.ADVANCE);
                    put(values, block, table[TARGETS + to], Codes.value(bits, entry));
                    bits <<= entry;
                    valid -= entry & Codes.USED;
                }
                next = to;
            }
            while (next < 64) {
                entry = twos[(int) (bits >>> shift)];
                bits |= load(window, from, valid);
                from += (63 - valid) >>> 3;
                valid |= LOADED;
                int used = entry & Pairs.USED;
                int to = next + Pairs.advance(entry);
                if ((to & Codes.LONG) != 0) {
                    entry = one(bits);
                    used = entry & Codes.USED;
                    to = next + (entry >>> Codes.ADVANCE);
                }
                next = to;
                bits <<= used;
                valid -= used;
            }
        }
        predictor = mean;
        return (from << 3) - valid;
    }
}

package dev.vignette.jpeg;

/// Reads the values of blocks up to the last that is wanted, and skips what follows several codes at a time.
final class LowReader extends BlockReader {
    private final char[] skip;
    private final int skipShift;
    private final int last;

    /// @param last coefficient that is wanted, 1 to 62
    LowReader(HuffmanCode dcCode, HuffmanCode acCode, int[] quant, int[] places, int last) {
        super(dcCode, acCode, quant, places);
        this.last = last;
        skip = acCode.skipTable();
        skipShift = Codes.skipShift(skip);
    }

    @Override
    int read(byte[] window, int position, int[] values, int at, int count) {
        int[] table = ac;
        char[] skips = skip;
        int skipping = skipShift;
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
            // Whether more is wanted is asked every fourth code only: a branch that is guessed wrong takes longer
            // than values that nobody reads.
            while (next <= limit) {
                entry = table[(int) (bits >>> SHIFT)];
                bits |= load(window, from, valid);
                from += (63 - valid) >>> 3;
                valid |= LOADED;
                if (entry == 0) {
                    entry = longAc(bits);
                }
                next += entry >>> Codes.ADVANCE;
                put(values, block, table[TARGETS + next], Codes.value(bits, entry));
                bits <<= entry;
                valid -= entry & Codes.USED;
                // Unless that one was long, what was loaded is enough for another.
                entry = table[(int) (bits >>> SHIFT)];
                if (next < 64 && entry != 0 && valid >= ENOUGH) {
                    next += entry >>> Codes.ADVANCE;
                    put(values, block, table[TARGETS + next], Codes.value(bits, entry));
                    bits <<= entry;
                    valid -= entry & Codes.USED;
                }
                if (next >= 64) {
                    break;
                }
                entry = table[(int) (bits >>> SHIFT)];
                bits |= load(window, from, valid);
                from += (63 - valid) >>> 3;
                valid |= LOADED;
                if (entry == 0) {
                    entry = longAc(bits);
                }
                next += entry >>> Codes.ADVANCE;
                put(values, block, table[TARGETS + next], Codes.value(bits, entry));
                bits <<= entry;
                valid -= entry & Codes.USED;
                entry = table[(int) (bits >>> SHIFT)];
                if (next < 64 && entry != 0 && valid >= ENOUGH) {
                    next += entry >>> Codes.ADVANCE;
                    put(values, block, table[TARGETS + next], Codes.value(bits, entry));
                    bits <<= entry;
                    valid -= entry & Codes.USED;
                }
            }
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

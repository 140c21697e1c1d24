package dev.vignette.jpeg;

/// Reads all values of blocks.
final class WholeReader extends BlockReader {
    WholeReader(HuffmanCode dcCode, HuffmanCode acCode, int[] quant, int[] places) {
        super(dcCode, acCode, quant, places);
    }

    @Override
    int read(byte[] window, int position, int[] values, int at, int count) {
        int[] table = ac;
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
            while (next < 64) {
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
                if (next >= 64) {
                    break;
                }
                // Unless that one was long, what was loaded is enough for another.
                entry = table[(int) (bits >>> SHIFT)];
                if (entry != 0 && valid >= ENOUGH) {
                    next += entry >>> Codes.ADVANCE;
                    put(values, block, table[TARGETS + next], Codes.value(bits, entry));
                    bits <<= entry;
                    valid -= entry & Codes.USED;
                }
            }
        }
        predictor = mean;
        return (from << 3) - valid;
    }
}

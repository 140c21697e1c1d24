package dev.vignette.jpeg;

/// Reads the values of blocks up to the last that is wanted, and skips what follows several codes at a time.
final class LowReader extends BlockReader {
    private static final int LAST = Scale.QUARTER.last();
    private static final byte[] PLACES = Places.of(Scale.QUARTER.samples());

    @Override
    int read(ScanBits source, SequentialPart[] parts, int count) {
        byte[] window = source.window();
        int safe = source.safe();
        int from = source.position() >>> 3;
        int valid = LOADED - (source.position() & 7);
        long bits = (long) ScanBits.LONGS.get(window, from) << (source.position() & 7);
        from += LOADED / Byte.SIZE;
        int done = 0;
        do {
            for (SequentialPart part : parts) {
                int[] table = part.ac;
                int shift = part.acShift;
                char[] skips = part.skip;
                int skipping = part.skipShift;
                int[] values = part.values;
                int mean = part.predictor;
                int block = part.next;
                int end = block + part.blocks;
                for (; block < end; block++) {
                    int entry = part.dc[(int) (bits >>> DC_SHIFT)];
                    bits |= load(window, from, valid);
                    from += (63 - valid) >>> 3;
                    valid |= LOADED;
                    if (entry == 0) {
                        entry = part.longDc(bits);
                    }
                    mean += Codes.value(bits, entry);
                    values[block] = mean;
                    bits <<= entry;
                    valid -= entry & Codes.USED;
                    int next = 1;
                    // Whether more is wanted is asked every fourth code only: a branch that is guessed wrong
                    // takes longer than values that nobody reads.
                    while (next <= LAST) {
                        entry = table[(int) (bits >>> shift)];
                        bits |= load(window, from, valid);
                        from += (63 - valid) >>> 3;
                        valid |= LOADED;
                        if (entry == 0) {
                            entry = part.longAc(bits);
                        }
                        next += entry >>> Codes.ADVANCE;
                        put(values, at(next, block), Codes.value(bits, entry));
                        bits <<= entry;
                        valid -= entry & Codes.USED;
                        // Unless that one was long, what was loaded is enough for another.
                        entry = table[(int) (bits >>> shift)];
                        if (next < 64 && entry != 0 && valid >= ENOUGH) {
                            next += entry >>> Codes.ADVANCE;
                            put(values, at(next, block), Codes.value(bits, entry));
                            bits <<= entry;
                            valid -= entry & Codes.USED;
                        }
                        if (next >= 64) {
                            break;
                        }
                        entry = table[(int) (bits >>> shift)];
                        bits |= load(window, from, valid);
                        from += (63 - valid) >>> 3;
                        valid |= LOADED;
                        if (entry == 0) {
                            entry = part.longAc(bits);
                        }
                        next += entry >>> Codes.ADVANCE;
                        put(values, at(next, block), Codes.value(bits, entry));
                        bits <<= entry;
                        valid -= entry & Codes.USED;
                        entry = table[(int) (bits >>> shift)];
                        if (next < 64 && entry != 0 && valid >= ENOUGH) {
                            next += entry >>> Codes.ADVANCE;
                            put(values, at(next, block), Codes.value(bits, entry));
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
                            entry = part.skipOne(bits);
                            to = next + (entry >>> Codes.SKIP_ADVANCE);
                        }
                        next = to;
                        bits <<= entry;
                        valid -= entry & Codes.USED;
                    }
                }
                part.next = end;
                part.predictor = mean;
            }
            done++;
        } while (done < count && (from << 3) - valid <= safe);
        source.moveTo((from << 3) - valid);
        return done;
    }

    private static int at(int number, int block) {
        return PLACES[number & Places.NUMBERS] * QuarterTransform.BATCH + block;
    }
}

package dev.vignette.jpeg;

/// Reads many values of each block, but not the last ones, two at a look-up where they are short; what follows is
/// skipped in the same way.
final class PairReader extends BlockReader {
    private static final int LAST = Scale.HALF.last();
    private static final byte[] PLACES = Places.of(Scale.HALF.samples());

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
                int[] twos = part.pairs;
                int shift = part.pairShift;
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
                    while (next <= LAST) {
                        entry = twos[(int) (bits >>> shift)];
                        bits |= load(window, from, valid);
                        from += (63 - valid) >>> 3;
                        valid |= LOADED;
                        int to = next + Pairs.advance(entry);
                        if ((to & Codes.LONG) == 0) {
                            put(values, at(next + Pairs.first(entry), block), entry >> Pairs.FIRST);
                            put(values, at(to, block), (byte) (entry >> Pairs.SECOND));
                            bits <<= entry & Pairs.USED;
                            valid -= entry & Pairs.USED;
                        } else {
                            entry = part.one(bits);
                            to = next + (entry >>> Codes.ADVANCE);
                            put(values, at(to, block), Codes.value(bits, entry));
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
                            entry = part.one(bits);
                            used = entry & Codes.USED;
                            to = next + (entry >>> Codes.ADVANCE);
                        }
                        next = to;
                        bits <<= used;
                        valid -= used;
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
        return PLACES[number & Places.NUMBERS] * HalfTransform.BATCH + block;
    }
}

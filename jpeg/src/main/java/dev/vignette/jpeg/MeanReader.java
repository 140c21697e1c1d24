package dev.vignette.jpeg;

/// Reads the DC values of blocks and skips what follows, several codes at a time.
final class MeanReader extends BlockReader {
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
}

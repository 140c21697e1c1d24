package dev.vignette.jpeg;

import java.util.Arrays;

/// Decodes the blocks of one component in one scan.
///
/// Values come out dequantised, at the places that a transform has asked for. What lies in the block behind the
/// last coefficient that is wanted is skipped several codes at a time.
///
/// The time goes into the chain from the bits through a table to the next bits, so all else is kept off it: bits
/// are loaded while their predecessors are looked up, and values are cut out beside it. Loading never waits for a
/// code: it adds whole bytes behind the `valid` bits, of which there are then 56 at least.
final class BlockReader implements BlockSource {
    /// Behind the codes in a table: what becomes of each coefficient.
    private static final int TARGETS = 1 << Codes.BITS;

    /// Numbers that a block can reach: one more than its coefficients, and what [Codes#END] adds.
    private static final int NUMBERS = 256;

    /// Behind the numbers that a broken block can reach without an end.
    private static final int BROKEN = 64 + 16 + 1;

    /// Where the step begins in a target.
    private static final int STEP = 16;

    private static final int PLACE = (1 << STEP) - 1;

    private static final int SHIFT = Long.SIZE - Codes.BITS;
    private static final int SKIP_SHIFT = Long.SIZE - Codes.SKIP_BITS;

    /// Bits that are valid at least once they are loaded.
    private static final int LOADED = 56;

    /// Bits of a code in the table with its value, and of what is looked up next.
    private static final int ENOUGH = Codes.MOST + Codes.SKIP_BITS;

    private final HuffmanCode dcCode;
    private final HuffmanCode acCode;
    private final int[] dc;
    /// The codes; then for each coefficient, counted from 1, its place and above the step it is multiplied by.
    private final int[] ac;

    private final char[] skip;
    private final int last;
    private int predictor;
    private int invalid;

    /// @param quant in zigzag order
    /// @param places for each coefficient in zigzag order where its value goes; several may share one that is
    ///     not read
    /// @param last coefficient that is wanted, 0 to 63
    BlockReader(HuffmanCode dcCode, HuffmanCode acCode, int[] quant, int[] places, int last) {
        this.dcCode = dcCode;
        this.acCode = acCode;
        dc = dcCode.dcTable();
        ac = Arrays.copyOf(acCode.acTable(), TARGETS + NUMBERS);
        skip = last < 63 ? acCode.skipTable() : new char[0];
        for (int i = 0; i < 64; i++) {
            ac[TARGETS + 1 + i] = (quant[i] << STEP) | places[i];
        }
        Arrays.fill(ac, TARGETS + 65, TARGETS + BROKEN, ac[TARGETS + 64]);
        // The end of a block is a zero where nothing was yet.
        Arrays.fill(ac, TARGETS + BROKEN, ac.length, places[63]);
        this.last = last;
    }

    @Override
    public void restart() {
        predictor = 0;
    }

    @Override
    public int invalid() {
        return invalid;
    }

    @Override
    public int read(byte[] window, int position, int[] values, int at, int count) {
        int[] table = ac;
        char[] skips = skip;
        int limit = last;
        int mean = predictor;
        int from = position >>> 3;
        long bits = (long) ScanBits.LONGS.get(window, from) << (position & 7);
        int valid = LOADED - (position & 7);
        from += LOADED / Byte.SIZE;
        for (int block = at; block < at + count; block++) {
            int entry = dc[(int) (bits >>> SHIFT)];
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
                if (next > limit) {
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
            while (next < 64) {
                entry = skips[(int) (bits >>> SKIP_SHIFT)];
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

    /// Bits to be put behind those that are valid, 63 at most.
    private static long load(byte[] window, int from, int valid) {
        return (long) ScanBits.LONGS.get(window, from) >>> valid;
    }

    private static void put(int[] values, int at, int target, int value) {
        values[(target & PLACE) + at] = value * (target >>> STEP);
    }

    /// The entry of one code, where several would pass the end of the block or not one is in the table.
    private int skipOne(long bits) {
        int entry = ac[(int) (bits >>> SHIFT)];
        if (entry == 0) {
            entry = longAc(bits);
        }
        return ((entry >>> Codes.ADVANCE) << Codes.SKIP_ADVANCE) | (entry & Codes.USED);
    }

    /// The entry of a difference that is not in the table.
    private int longDc(long bits) {
        int found = dcCode.find((int) (bits >>> 48));
        return found < 0 ? invalidCode(0) : Codes.entry(found >> 8, found & 0xFF, 0);
    }

    /// The same for a value behind a run of zeros.
    private int longAc(long bits) {
        int found = acCode.find((int) (bits >>> 48));
        return found < 0 ? invalidCode(Codes.END) : Codes.entry(found >> 8, found & 15, Codes.advance(found & 0xFF));
    }

    /// What libjpeg makes of a code that is not in the table: 17 bits are used, and the symbol is 0.
    private int invalidCode(int advance) {
        invalid++;
        return Codes.entry(HuffmanCode.LONGEST + 1, 0, advance);
    }
}

package dev.vignette.jpeg;

import java.util.Arrays;

/// Decodes the blocks of one component in one scan.
///
/// Values come out dequantised, at the places that a transform has asked for. What lies in the block behind the
/// last coefficient that is wanted is skipped several codes at a time.
final class BlockReader implements BlockSource {
    /// Coefficients of a block, and those that a broken one can name behind them.
    private static final int PLACES = 64 + 16;

    /// Where the step begins in a target.
    private static final int STEP = 16;

    private static final int PLACE = (1 << STEP) - 1;

    private static final int SHIFT = Long.SIZE - Codes.BITS;
    private static final int SKIP_SHIFT = Long.SIZE - Codes.SKIP_BITS;
    private static final int LONG = Codes.LONG << Codes.ADVANCE;
    private static final int END = Codes.END << Codes.ADVANCE;
    /// Selects the bits that are used.
    private static final int USED = (1 << Codes.ADVANCE) - 1;

    private static final int SKIP_FULL = 63 << Codes.SKIP_USED;
    private static final int SKIP_USED = (1 << Codes.SKIP_USED) - 1;

    private final HuffmanCode dcCode;
    private final HuffmanCode acCode;
    private final int[] dc;
    private final int[] ac;
    private final char[] skip;
    /// For each coefficient its place, and above the step it is multiplied by.
    private final int[] targets = new int[PLACES];
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
        ac = acCode.acTable();
        skip = acCode.skipTable();
        for (int i = 0; i < 64; i++) {
            targets[i] = quant[i] << STEP | places[i];
        }
        Arrays.fill(targets, 64, PLACES, targets[63]);
        this.last = last;
    }

    @Override
    public void restart() {
        predictor = 0;
    }

    @Override
    public int mean() {
        return predictor * (targets[0] >>> STEP);
    }

    @Override
    public int invalid() {
        return invalid;
    }

    @Override
    public int readMean(byte[] window, int position) {
        long bits = bits(window, position);
        int entry = dc[(int) (bits >>> SHIFT)];
        if ((entry & LONG) != 0) {
            entry = longDc(bits, entry);
            bits = bits(window, position + (entry & USED));
        } else {
            bits <<= entry;
        }
        predictor += entry >> 16;
        return skip(window, position + (entry & USED), bits, 0);
    }

    @Override
    public int read(byte[] window, int position, int[] values, int at) {
        int[] table = ac;
        int[] to = targets;
        int limit = last << Codes.ADVANCE;
        long bits = bits(window, position);
        int entry = dc[(int) (bits >>> SHIFT)];
        if ((entry & LONG) != 0) {
            entry = longDc(bits, entry);
            bits = bits(window, position + (entry & USED));
        } else {
            bits <<= entry;
        }
        predictor += entry >> 16;
        put(values, at, to[0], predictor);
        int next = position + (entry & USED);
        // The last coefficient, and below it the bits used since the last load.
        int done = 0;
        while (true) {
            // One load has bits enough for four short entries, even behind a DC value; longer ones load again.
            int sum = 0;
            for (int i = 0; i < 4; i++) {
                entry = table[(int) (bits >>> SHIFT)];
                sum = done + (entry & 0xFFFF);
                if (sum >= limit) {
                    break;
                }
                done = sum;
                bits <<= entry;
                put(values, at, to[sum >> Codes.ADVANCE], entry >> 16);
            }
            next += done & USED;
            done &= ~USED;
            if (sum < limit) {
                bits = bits(window, next);
                continue;
            }
            if ((entry & LONG) != 0) {
                entry = longAc(bits(window, next), entry);
            }
            next += entry & USED;
            if ((entry & END) != 0) {
                return next;
            }
            done += entry & 0xFFFF & ~USED;
            put(values, at, to[done >> Codes.ADVANCE], entry >> 16);
            bits = bits(window, next);
            if (done >= limit) {
                int k = done >> Codes.ADVANCE;
                return k < 63 ? skip(window, next, bits, k) : next;
            }
        }
    }

    private static void put(int[] values, int at, int target, int value) {
        values[(target & PLACE) + at] = value * (target >>> STEP);
    }

    /// @param first the bits at `position`, three table widths of them at least
    private int skip(byte[] window, int position, long first, int from) {
        char[] table = skip;
        int next = position;
        long bits = first;
        int done = from << Codes.SKIP_USED;
        while (true) {
            int sum = 0;
            for (int i = 0; i < 3; i++) {
                int entry = table[(int) (bits >>> SKIP_SHIFT)];
                sum = done + entry;
                if (sum >= SKIP_FULL) {
                    break;
                }
                done = sum;
                bits <<= entry;
            }
            if (sum < SKIP_FULL) {
                next += done & SKIP_USED;
                done &= ~SKIP_USED;
                bits = bits(window, next);
                continue;
            }
            if (sum >= Codes.END << Codes.SKIP_USED && sum < (Codes.END + 63) << Codes.SKIP_USED) {
                return next + (sum & SKIP_USED);
            }
            next += done & SKIP_USED;
            bits = bits(window, next);
            int entry = ac[(int) (bits >>> SHIFT)];
            if ((entry & LONG) != 0) {
                entry = longAc(bits, entry);
            }
            next += entry & USED;
            int k = (done >> Codes.SKIP_USED) + (entry >> Codes.ADVANCE & 0xFF);
            if (k >= 63) {
                return next;
            }
            done = k << Codes.SKIP_USED;
            bits = bits(window, next);
        }
    }

    private static long bits(byte[] window, int position) {
        return (long) ScanBits.LONGS.get(window, position >>> 3) << (position & 7);
    }

    /// A difference whose code and value are longer than the table's bits, in the form of an entry.
    private int longDc(long bits, int entry) {
        int length = entry & 0xFF;
        int size = entry >> 16;
        if (length == 0) {
            int found = dcCode.find((int) (bits >>> 48));
            if (found < 0) {
                return invalidCode(0);
            }
            length = found >> 8;
            size = found & 0xFF;
        }
        return (value(bits, length, size) << 16) | (length + size);
    }

    /// The same for a value behind a run of zeros.
    private int longAc(long bits, int entry) {
        int length = entry & 0xFF;
        int size = entry >> 16;
        int advance = ((entry >> 8) & 0xFF) - Codes.LONG;
        if (length == 0) {
            int found = acCode.find((int) (bits >>> 48));
            if (found < 0) {
                return invalidCode(Codes.END);
            }
            length = found >> 8;
            size = found & 15;
            advance = Codes.advance(found & 0xFF);
        }
        return (value(bits, length, size) << 16) | (advance << 8) | (length + size);
    }

    /// What libjpeg makes of a code that is not in the table: 17 bits are used, and the symbol is 0.
    private int invalidCode(int advance) {
        invalid++;
        return (advance << 8) | (HuffmanCode.LONGEST + 1);
    }

    private static int value(long bits, int length, int size) {
        return size == 0 ? 0 : Codes.signed((int) ((bits << length) >>> (Long.SIZE - size)), size);
    }
}

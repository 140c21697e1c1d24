package dev.vignette.jpeg;

import java.util.Arrays;

/// Decodes the blocks of one component in one scan.
///
/// Values come out dequantised, at the places that a transform has asked for. What lies in the block behind the
/// last coefficient that is wanted is skipped several codes at a time.
final class BlockReader implements BlockSource {
    /// Coefficients of a block, and those that a broken one can name behind them.
    private static final int PLACES = 64 + 16;

    private static final int SHIFT = Long.SIZE - Codes.BITS;
    private static final int SKIP_SHIFT = Long.SIZE - Codes.SKIP_BITS;

    private final HuffmanCode dcCode;
    private final HuffmanCode acCode;
    private final int[] dc;
    private final int[] ac;
    private final char[] skip;
    private final int[] quant = new int[PLACES];
    private final int[] places = new int[PLACES];
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
        dc = Codes.dc(dcCode);
        ac = Codes.ac(acCode);
        skip = Codes.skip(acCode);
        System.arraycopy(quant, 0, this.quant, 0, 64);
        System.arraycopy(places, 0, this.places, 0, 64);
        Arrays.fill(this.quant, 64, PLACES, quant[63]);
        Arrays.fill(this.places, 64, PLACES, places[63]);
        this.last = last;
    }

    @Override
    public void restart() {
        predictor = 0;
    }

    @Override
    public int mean() {
        return predictor * quant[0];
    }

    @Override
    public int invalid() {
        return invalid;
    }

    @Override
    public int readMean(byte[] window, int position) {
        long bits = bits(window, position);
        int entry = dc[(int) (bits >>> SHIFT)];
        if ((entry & (Codes.LONG << 8)) != 0) {
            entry = longDc(bits, entry);
            bits = bits(window, position + (entry & 0xFF));
        } else {
            bits <<= entry;
        }
        predictor += entry >> 16;
        return skip(window, position + (entry & 0xFF), bits, 0);
    }

    @Override
    public int read(byte[] window, int position, int[] values, int at) {
        long bits = bits(window, position);
        int entry = dc[(int) (bits >>> SHIFT)];
        if ((entry & (Codes.LONG << 8)) != 0) {
            entry = longDc(bits, entry);
            bits = bits(window, position + (entry & 0xFF));
        } else {
            bits <<= entry;
        }
        predictor += entry >> 16;
        values[places[0] + at] = predictor * quant[0];
        int k = 0;
        int next = position + (entry & 0xFF);
        while (true) {
            // One load has bits enough for four short entries, even behind a DC value; longer ones load again.
            int to = 0;
            for (int i = 0; i < 4; i++) {
                entry = ac[(int) (bits >>> SHIFT)];
                to = k + ((entry >> 8) & 0xFF);
                if (to >= last) {
                    break;
                }
                k = to;
                next += entry & 0xFF;
                bits <<= entry;
                values[places[k] + at] = (entry >> 16) * quant[k];
            }
            if (to < last) {
                bits = bits(window, next);
                continue;
            }
            if ((entry & (Codes.LONG << 8)) != 0) {
                entry = longAc(bits(window, next), entry);
                to = k + ((entry >> 8) & 0xFF);
            }
            next += entry & 0xFF;
            if ((entry & (Codes.END << 8)) != 0) {
                return next;
            }
            k = to;
            values[places[k] + at] = (entry >> 16) * quant[k];
            bits = bits(window, next);
            if (k >= last) {
                return k < 63 ? skip(window, next, bits, k) : next;
            }
        }
    }

    /// @param first the bits at `position`, three table widths of them at least
    private int skip(byte[] window, int position, long first, int from) {
        int next = position;
        int k = from;
        long bits = first;
        while (true) {
            int entry = 0;
            int to = 0;
            for (int i = 0; i < 3; i++) {
                entry = skip[(int) (bits >>> SKIP_SHIFT)];
                to = k + (entry >> Codes.SKIP_USED);
                if (to >= 63) {
                    break;
                }
                k = to;
                next += entry & 63;
                bits <<= entry;
            }
            if (to < 63) {
                bits = bits(window, next);
                continue;
            }
            if (to >= Codes.END && to - Codes.END < 63) {
                return next + (entry & 63);
            }
            bits = bits(window, next);
            entry = ac[(int) (bits >>> SHIFT)];
            if ((entry & (Codes.LONG << 8)) != 0) {
                entry = longAc(bits, entry);
            }
            next += entry & 0xFF;
            k += (entry >> 8) & 0xFF;
            if (k >= 63) {
                return next;
            }
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

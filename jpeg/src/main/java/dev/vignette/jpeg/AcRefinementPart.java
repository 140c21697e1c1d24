package dev.vignette.jpeg;

/// One more bit of a band of AC values, and those that are not zero from this bit on (T.81, G.1.2.3).
final class AcRefinementPart extends ProgressivePart {
    private static final int SHIFT = Long.SIZE - BandCodes.BITS;

    private final HuffmanCode code;
    private final int[] table;
    private final long band;
    private final int first;
    private final int last;
    private final int low;
    private final int kept;
    private int ending;

    AcRefinementPart(ProgressiveScan scan, StoredCoefficients coefficients) {
        super(coefficients, 1);
        code = scan.codes().getFirst();
        table = BandCodes.table(code, true);
        band = scan.band();
        first = scan.header().firstCoefficient();
        last = scan.header().lastCoefficient();
        low = scan.header().lowBit();
        kept = coefficients.kept();
    }

    @Override
    int decode(byte[] window, int position, int mcu) {
        if (ending > 0 && coefficients.empty(row)) {
            ending--;
            return position;
        }
        long[] masks = coefficients.masks(row);
        short[] values = coefficients.values(row);
        long mask = masks[mcu] & band;
        int from = mcu * kept;
        int next = position;
        int k = first;
        while (ending == 0 && k <= last) {
            int entry = entry(bits(window, next));
            next += entry & 0xFF;
            if ((entry & BandCodes.END << 8) != 0) {
                ending = (entry >>> 16) + 1;
                break;
            }
            long rest = band & (-1L << k);
            int to = target(rest & ~mask, entry >> 8 & BandCodes.ADVANCE);
            next = correct(window, next, rest & mask & (-1L >>> (Long.SIZE - to)), values, from);
            k = to + 1;
            int value = entry >> 16;
            if (value != 0) {
                if (to > last) {
                    invalid++;
                    break;
                }
                masks[mcu] |= 1L << to;
                if (to < kept) {
                    values[from + to] = (short) (value << low);
                }
            }
        }
        if (ending > 0) {
            next = correct(window, next, mask & (-1L << k), values, from);
            ending--;
        }
        return next;
    }

    private int entry(long bits) {
        int entry = table[(int) (bits >>> SHIFT)];
        if ((entry & (BandCodes.LONG | BandCodes.BAD) << 8) != 0) {
            if ((entry & BandCodes.LONG << 8) != 0) {
                entry = BandCodes.find(code, bits, true);
            }
            invalid += entry >> 13 & 1;
        }
        return entry;
    }

    /// The last of so many zeros, or the place behind the band when there are fewer.
    private int target(long zeros, int count) {
        long left = zeros;
        for (int i = 1; i < count; i++) {
            left &= left - 1;
        }
        return left == 0 ? last + 1 : Long.numberOfTrailingZeros(left);
    }

    /// Reads a bit for each value that is not zero already, and adds it where the value is kept.
    ///
    /// @param set of these values
    /// @return the position behind the bits
    private int correct(byte[] window, int position, long set, short[] values, int from) {
        int next = position;
        int bit = 1 << low;
        for (long left = set; left != 0; left &= left - 1) {
            int k = Long.numberOfTrailingZeros(left);
            if (k >= kept) {
                return next + Long.bitCount(left);
            }
            int value = values[from + k];
            if ((window[next >>> 3] >> (~next & 7) & 1) != 0 && (value & bit) == 0) {
                values[from + k] = (short) (value >= 0 ? value + bit : value - bit);
            }
            next++;
        }
        return next;
    }

    @Override
    void restart() {
        ending = 0;
    }
}

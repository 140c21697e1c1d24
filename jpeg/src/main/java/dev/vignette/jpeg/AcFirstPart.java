package dev.vignette.jpeg;

/// The upper bits of a band of AC values (T.81, G.1.2.2).
final class AcFirstPart extends ProgressivePart {
    private static final int SHIFT = Long.SIZE - BandCodes.BITS;

    private final HuffmanCode code;
    private final int[] table;
    private final int first;
    private final int last;
    private final int low;
    private int ending;

    AcFirstPart(ProgressiveScan scan, StoredCoefficients coefficients) {
        super(coefficients, 1);
        code = scan.codes().getFirst();
        table = BandCodes.table(code, false);
        first = scan.header().firstCoefficient();
        last = scan.header().lastCoefficient();
        low = scan.header().lowBit();
    }

    @Override
    int decode(byte[] window, int position, int mcu) {
        if (ending > 0) {
            ending--;
            return position;
        }
        int next = position;
        int k = first - 1;
        long found = 0;
        int kept = coefficients.kept();
        short[] values = coefficients.values(row);
        while (k < last) {
            long bits = bits(window, next);
            int entry = table[(int) (bits >>> SHIFT)];
            if ((entry & (BandCodes.LONG | BandCodes.END) << 8) != 0) {
                if ((entry & BandCodes.LONG << 8) != 0) {
                    entry = BandCodes.find(code, bits, false);
                    invalid += entry >> 13 & 1;
                }
                if ((entry & BandCodes.END << 8) != 0) {
                    next += entry & 0xFF;
                    ending = entry >>> 16;
                    break;
                }
            }
            next += entry & 0xFF;
            k += entry >> 8 & BandCodes.ADVANCE;
            int value = entry >> 16;
            if (value != 0 && k <= last) {
                found |= 1L << k;
                if (k < kept) {
                    values[mcu * kept + k] = (short) (value << low);
                }
            }
        }
        if (k > last) {
            invalid++;
        }
        if (found != 0) {
            coefficients.masks(row)[mcu] |= found;
        }
        return next;
    }

    @Override
    void restart() {
        ending = 0;
    }
}

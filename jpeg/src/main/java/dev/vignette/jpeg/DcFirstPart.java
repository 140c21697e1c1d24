package dev.vignette.jpeg;

/// The upper bits of DC values, which are coded as differences (T.81, G.1.2.1).
final class DcFirstPart extends ProgressivePart {
    private static final int SHIFT = Long.SIZE - Codes.DC_BITS;

    private final HuffmanCode code;
    private final int[] table;
    private final int low;
    private final int across;
    private final int down;
    private int predictor;

    DcFirstPart(ProgressiveScan scan, HuffmanCode code, ComponentPlan plan, StoredCoefficients coefficients) {
        super(coefficients, plan.down());
        this.code = code;
        table = code.dcTable();
        low = scan.header().lowBit();
        across = plan.across();
        down = plan.down();
    }

    @Override
    int decode(byte[] window, int position, int mcu) {
        int next = position;
        int kept = coefficients.kept();
        for (int y = 0; y < down; y++) {
            short[] values = coefficients.values(row + y);
            int to = mcu * across * kept;
            for (int x = 0; x < across; x++) {
                long bits = bits(window, next);
                int entry = table[(int) (bits >>> SHIFT)];
                if (entry == 0) {
                    entry = find(bits);
                }
                predictor += Codes.value(bits, entry);
                next += entry & Codes.USED;
                values[to] = (short) (predictor << low);
                to += kept;
            }
        }
        return next;
    }

    private int find(long bits) {
        int found = code.find((int) (bits >>> 48));
        if (found < 0) {
            invalid++;
            return Codes.entry(HuffmanCode.LONGEST + 1, 0, 0);
        }
        return Codes.entry(found >> 8, found & 0xFF, 0);
    }

    @Override
    void restart() {
        predictor = 0;
    }
}

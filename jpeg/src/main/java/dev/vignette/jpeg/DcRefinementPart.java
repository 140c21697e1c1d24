package dev.vignette.jpeg;

/// One more bit of each DC value, without a code (T.81, G.1.2.1).
final class DcRefinementPart extends ProgressivePart {
    private final int low;
    private final int across;
    private final int down;

    DcRefinementPart(ProgressiveScan scan, ComponentPlan plan, StoredCoefficients coefficients) {
        super(coefficients, plan.down());
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
                int bit = window[next >>> 3] >> (~next & 7) & 1;
                values[to] |= (short) (bit << low);
                to += kept;
                next++;
            }
        }
        return next;
    }

    @Override
    void restart() {
        // No value depends on another.
    }
}

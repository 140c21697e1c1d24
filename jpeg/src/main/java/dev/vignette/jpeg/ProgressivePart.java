package dev.vignette.jpeg;

/// One component's part of a progressive scan, which leaves what it finds in [StoredCoefficients].
abstract class ProgressivePart extends ScanPart {
    final StoredCoefficients coefficients;
    /// Rows of blocks before this row of MCUs.
    int row;

    int invalid;
    private final int down;

    /// @param down blocks of an MCU one upon another
    ProgressivePart(StoredCoefficients coefficients, int down) {
        this.coefficients = coefficients;
        this.down = down;
    }

    /// The part for a scan.
    static ProgressivePart of(ProgressiveScan scan, int part, ComponentPlan plan, StoredCoefficients coefficients) {
        if (scan.dc()) {
            return scan.refines()
                    ? new DcRefinementPart(scan, plan, coefficients)
                    : new DcFirstPart(scan, scan.codes().get(part), plan, coefficients);
        }
        return scan.refines() ? new AcRefinementPart(scan, coefficients) : new AcFirstPart(scan, coefficients);
    }

    /// Decodes this component's part of one MCU.
    ///
    /// @param position bits into the window
    /// @param mcu its column
    /// @return the position behind it
    abstract int decode(byte[] window, int position, int mcu);

    @Override
    final int invalid() {
        return invalid;
    }

    /// What is lost stays as the scans before have left it.
    @Override
    final void blank(int fromMcu, int toMcu) {}

    @Override
    void endRow(PlaneSink sink) {
        row += down;
    }

    static long bits(byte[] window, int position) {
        return (long) ScanBits.LONGS.get(window, position >>> 3) << (position & 7);
    }
}

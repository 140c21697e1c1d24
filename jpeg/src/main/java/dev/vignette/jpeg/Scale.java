package dev.vignette.jpeg;

/// How many samples a side of each block of 8 × 8 becomes: what libjpeg calls 8/8, 4/8, 2/8 and 1/8.
public enum Scale {
    FULL(8),
    HALF(4),
    QUARTER(2),
    EIGHTH(1);

    private final int samples;

    Scale(int samples) {
        this.samples = samples;
    }

    /// Samples a side of a block: 8, 4, 2 or 1.
    public int samples() {
        return samples;
    }

    /// What is left of `length` samples, rounded up as libjpeg does.
    public int of(int length) {
        return Math.ceilDiv(Math.multiplyExact(length, samples), 8);
    }

    /// The last coefficient, in zigzag order, that is used of a block.
    int last() {
        int last = 63;
        while (Zigzag.natural(last) != (samples - 1) * 9) {
            last--;
        }
        return last;
    }
}

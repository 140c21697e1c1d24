package dev.vignette.jpeg;

/// The forward DCT of 8 × 8 samples in integers, by the method of Loeffler, Ligtenberg and Moschytz
/// ("Practical fast 1-D DCT algorithms with 11 multiplications", ICASSP 1989).
///
/// The rounding is that of libjpeg's accurate integer DCT, so that both give the same coefficients.
final class ForwardDct {
    /// How much larger than those of T.81 the coefficients are.
    static final int GAIN = 8;

    /// Fraction bits of the constants.
    private static final int BITS = 13;

    /// Fraction bits that are kept between the passes.
    private static final int KEPT = 2;

    // √2 × the cosines and sums of cosines of the method.
    private static final int EVEN_ROTATION = fixed(0.541196100);
    private static final int EVEN_2 = fixed(0.765366865);
    private static final int EVEN_6 = fixed(1.847759065);
    private static final int ODD_ROTATION = fixed(1.175875602);
    private static final int ODD_7 = fixed(0.298631336);
    private static final int ODD_5 = fixed(2.053119869);
    private static final int ODD_3 = fixed(3.072711026);
    private static final int ODD_1 = fixed(1.501321110);
    private static final int PAIR_71 = fixed(0.899976223);
    private static final int PAIR_53 = fixed(2.562915447);
    private static final int PAIR_73 = fixed(1.961570560);
    private static final int PAIR_51 = fixed(0.390180644);

    private ForwardDct() {}

    private static int fixed(double value) {
        return (int) Math.round(value * (1 << BITS));
    }

    /// In place.
    ///
    /// @param block samples less 128, row by row; then coefficients × [#GAIN]
    static void transform(int[] block) {
        for (int row = 0; row < 64; row += 8) {
            line(block, row, 1, KEPT, BITS - KEPT);
        }
        for (int column = 0; column < 8; column++) {
            line(block, column, 8, -KEPT, BITS + KEPT);
        }
    }

    /// One transform in one dimension.
    ///
    /// @param gain bits that the plain sums are shifted to the left, or to the right when negative
    /// @param drop fraction bits to be rounded off the products
    private static void line(int[] block, int at, int step, int gain, int drop) {
        int a = block[at];
        int b = block[at + step];
        int c = block[at + 2 * step];
        int d = block[at + 3 * step];
        int e = block[at + 4 * step];
        int f = block[at + 5 * step];
        int g = block[at + 6 * step];
        int h = block[at + 7 * step];
        even(block, at, step, gain, drop, a + h, b + g, c + f, d + e);
        odd(block, at, step, drop, a - h, b - g, c - f, d - e);
    }

    private static void even(int[] block, int at, int step, int gain, int drop, int ah, int bg, int cf, int de) {
        int outer = ah + de;
        int inner = bg + cf;
        if (gain > 0) {
            block[at] = (outer + inner) << gain;
            block[at + 4 * step] = (outer - inner) << gain;
        } else {
            block[at] = round(outer + inner, -gain);
            block[at + 4 * step] = round(outer - inner, -gain);
        }
        int shared = (ah - de + bg - cf) * EVEN_ROTATION;
        block[at + 2 * step] = round(shared + (ah - de) * EVEN_2, drop);
        block[at + 6 * step] = round(shared - (bg - cf) * EVEN_6, drop);
    }

    private static void odd(int[] block, int at, int step, int drop, int ah, int bg, int cf, int de) {
        int shared = (ah + bg + cf + de) * ODD_ROTATION;
        int edges = -(de + ah) * PAIR_71;
        int middle = -(cf + bg) * PAIR_53;
        int falling = shared - (de + bg) * PAIR_73;
        int rising = shared - (cf + ah) * PAIR_51;
        block[at + 7 * step] = round(de * ODD_7 + edges + falling, drop);
        block[at + 5 * step] = round(cf * ODD_5 + middle + rising, drop);
        block[at + 3 * step] = round(bg * ODD_3 + middle + falling, drop);
        block[at + step] = round(ah * ODD_1 + edges + rising, drop);
    }

    private static int round(int value, int bits) {
        return (value + (1 << (bits - 1))) >> bits;
    }
}

package dev.vignette.jpeg;

/// The forward DCT of 8 × 8 samples in integers, by the method of Loeffler, Ligtenberg and Moschytz
/// ("Practical fast 1-D DCT algorithms with 11 multiplications", ICASSP 1989), of many blocks at a time.
///
/// The rounding is that of libjpeg's accurate integer DCT, so that both give the same coefficients. Each pass is
/// several loops because one loop of that length is not made into vector code. Not safe for use by several threads.
final class ForwardDct {
    /// Blocks transformed at once.
    static final int BATCH = 64;

    /// How much larger than those of T.81 the coefficients are.
    static final int GAIN = 8;

    private static final int ROW = 8 * BATCH;

    /// Fraction bits of the constants.
    private static final int BITS = 13;

    /// Fraction bits that are kept between the passes.
    private static final int KEPT = 2;

    private static final int ROW_SHIFT = BITS - KEPT;
    private static final int COLUMN_SHIFT = BITS + KEPT;

    /// The frequencies in the order in which a pass leaves them.
    private static final int[] ORDER = {0, 4, 2, 6, 1, 3, 5, 7};

    // √2 × the cosines and sums of cosines of the method.
    private static final int EVEN_ROTATION = 4433; // 0.541196100
    private static final int EVEN_2 = 6270; // 0.765366865
    private static final int EVEN_6 = 15137; // 1.847759065
    private static final int ODD_ROTATION = 9633; // 1.175875602
    private static final int ODD_7 = 2446; // 0.298631336
    private static final int ODD_5 = 16819; // 2.053119869
    private static final int ODD_3 = 25172; // 3.072711026
    private static final int ODD_1 = 12299; // 1.501321110
    private static final int PAIR_71 = 7373; // 0.899976223
    private static final int PAIR_53 = 20995; // 2.562915447
    private static final int PAIR_73 = 16069; // 1.961570560
    private static final int PAIR_51 = 3196; // 0.390180644

    private final int one;
    private final int[] samples = new int[8 * ROW];
    private final int[] coefficients = new int[8 * ROW];

    ForwardDct() {
        one = 1 << BITS; // not where it is declared: it would be a constant to javac
    }

    /// To be filled: the sample less 128 of block `n` in a row and column is at
    /// `(column × 8 + row) ×` [#BATCH] `+ n`. Once they are transformed the array is free for any other use.
    int[] samples() {
        return samples;
    }

    /// Where the coefficients begin, one of each block, that stand in a row and column of frequencies.
    ///
    /// @param natural row × 8 + column
    static int place(int natural) {
        int stream = 0;
        while (ORDER[stream] != natural >> 3) {
            stream++;
        }
        return (stream * 8 + (natural & 7)) * BATCH;
    }

    /// Transforms what [#samples] holds.
    ///
    /// @return coefficients × [#GAIN], by [#place], to be overwritten
    int[] transform() {
        fold(samples);
        even(samples, one, ROW_SHIFT);
        odd(samples, ROW_SHIFT);
        for (int stream = 0; stream < 8; stream++) {
            for (int row = 0; row < 8; row++) {
                System.arraycopy(
                        samples, stream * ROW + row * BATCH, coefficients, row * ROW + ORDER[stream] * BATCH, BATCH);
            }
        }
        fold(coefficients);
        even(coefficients, one, COLUMN_SHIFT);
        odd(coefficients, COLUMN_SHIFT);
        return coefficients;
    }

    /// Sums of what lies opposite, and behind them the differences.
    private static void fold(int[] v) {
        for (int i = 0; i < ROW; i++) {
            int a = v[i];
            int b = v[i + ROW];
            int c = v[i + 2 * ROW];
            int d = v[i + 3 * ROW];
            int e = v[i + 4 * ROW];
            int f = v[i + 5 * ROW];
            int g = v[i + 6 * ROW];
            int h = v[i + 7 * ROW];
            v[i] = a + h;
            v[i + ROW] = b + g;
            v[i + 2 * ROW] = c + f;
            v[i + 3 * ROW] = d + e;
            v[i + 4 * ROW] = a - h;
            v[i + 5 * ROW] = b - g;
            v[i + 6 * ROW] = c - f;
            v[i + 7 * ROW] = d - e;
        }
    }

    /// @param one as the constants have it; as it is no constant itself, it is not made a shift, which takes longer
    /// here
    /// @param drop fraction bits to be rounded off the products
    private static void even(int[] v, int one, int drop) {
        int bias = 1 << (drop - 1);
        for (int i = 0; i < ROW; i++) {
            int a = v[i];
            int b = v[i + ROW];
            int c = v[i + 2 * ROW];
            int d = v[i + 3 * ROW];
            int outer = (a + d) * one + bias;
            int inner = (b + c) * one;
            int first = a - d;
            int second = b - c;
            int shared = (first + second) * EVEN_ROTATION + bias;
            v[i] = (outer + inner) >> drop;
            v[i + ROW] = (outer - inner) >> drop;
            v[i + 2 * ROW] = (shared + first * EVEN_2) >> drop;
            v[i + 3 * ROW] = (shared - second * EVEN_6) >> drop;
        }
    }

    /// @param drop fraction bits to be rounded off the products
    private static void odd(int[] v, int drop) {
        int bias = 1 << (drop - 1);
        for (int i = 0; i < ROW; i++) {
            int ah = v[i + 4 * ROW];
            int bg = v[i + 5 * ROW];
            int cf = v[i + 6 * ROW];
            int de = v[i + 7 * ROW];
            int shared = (ah + bg + cf + de) * ODD_ROTATION + bias;
            int edges = (de + ah) * PAIR_71;
            int middle = (cf + bg) * PAIR_53;
            int falling = shared - (de + bg) * PAIR_73;
            int rising = shared - (cf + ah) * PAIR_51;
            v[i + 4 * ROW] = (ah * ODD_1 - edges + rising) >> drop;
            v[i + 5 * ROW] = (bg * ODD_3 - middle + falling) >> drop;
            v[i + 6 * ROW] = (cf * ODD_5 - middle + rising) >> drop;
            v[i + 7 * ROW] = (de * ODD_7 - edges + falling) >> drop;
        }
    }
}

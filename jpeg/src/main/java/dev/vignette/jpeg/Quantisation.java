package dev.vignette.jpeg;

import java.util.Arrays;

/// The steps that coefficients are rounded to, and the rounding.
final class Quantisation {
    /// T.81, table K.1, row by row.
    private static final int[] LUMA = {
        16, 11, 10, 16, 24, 40, 51, 61, //
        12, 12, 14, 19, 26, 58, 60, 55, //
        14, 13, 16, 24, 40, 57, 69, 56, //
        14, 17, 22, 29, 51, 87, 80, 62, //
        18, 22, 37, 56, 68, 109, 103, 77, //
        24, 35, 55, 64, 81, 104, 113, 92, //
        49, 64, 78, 87, 103, 121, 120, 101, //
        72, 92, 95, 98, 112, 100, 103, 99,
    };

    /// T.81, table K.2, row by row.
    private static final int[] CHROMA = {
        17, 18, 24, 47, 99, 99, 99, 99, //
        18, 21, 26, 66, 99, 99, 99, 99, //
        24, 26, 56, 99, 99, 99, 99, 99, //
        47, 66, 99, 99, 99, 99, 99, 99, //
        99, 99, 99, 99, 99, 99, 99, 99, //
        99, 99, 99, 99, 99, 99, 99, 99, //
        99, 99, 99, 99, 99, 99, 99, 99, //
        99, 99, 99, 99, 99, 99, 99, 99,
    };

    private final int[] steps;
    /// Of the divisors of a batch's coefficients, one each: so the loop over them is one, and long.
    private final float[] reciprocals = new float[64 * ForwardDct.BATCH];

    private Quantisation(int[] base, int quality) {
        int percent = quality < 50 ? 5000 / quality : 200 - 2 * quality;
        steps = new int[64];
        for (int i = 0; i < 64; i++) {
            steps[i] = Math.clamp((base[i] * percent + 50) / 100, 1, 255);
            int place = ForwardDct.place(i);
            Arrays.fill(reciprocals, place, place + ForwardDct.BATCH, 1f / (steps[i] * ForwardDct.GAIN));
        }
    }

    /// @param quality 1 to 100, scaled as libjpeg does
    static Quantisation luma(int quality) {
        return new Quantisation(LUMA, quality);
    }

    /// @param quality 1 to 100, scaled as libjpeg does
    static Quantisation chroma(int quality) {
        return new Quantisation(CHROMA, quality);
    }

    /// Row by row, 1 to 255.
    int[] steps() {
        return steps;
    }

    /// Divides each coefficient of a batch by its step, to the nearest integer, halves away from zero. Exact: the
    /// quotients stay below 2¹², so that the float's error is less than the distance to the next edge, off which it
    /// is kept by another half of the unit in which coefficients come.
    ///
    /// @param coefficients as [ForwardDct] leaves them
    void apply(int[] coefficients) {
        float[] factors = reciprocals;
        for (int i = 0; i < 64 * ForwardDct.BATCH; i++) {
            int sign = coefficients[i] >> 31;
            int quotient = (int) ((((coefficients[i] ^ sign) - sign) + 0.5f) * factors[i] + 0.5f);
            coefficients[i] = (quotient ^ sign) - sign;
        }
    }
}

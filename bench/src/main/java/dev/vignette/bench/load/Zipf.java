package dev.vignette.bench.load;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// Ranks drawn by Zipf's law: rank `k` (from 0) comes with a probability that falls as `1 / (k + 1)^s`.
final class Zipf {
    /// The probability of each rank and of all before it.
    private final double[] cumulative;

    Zipf(int ranks, double s) {
        cumulative = new double[ranks];
        double sum = 0;
        for (int k = 0; k < ranks; k++) {
            sum += Math.pow(k + 1.0, -s);
            cumulative[k] = sum;
        }
        for (int k = 0; k < ranks; k++) {
            cumulative[k] /= sum;
        }
    }

    int draw(RandomGenerator random) {
        int at = Arrays.binarySearch(cumulative, random.nextDouble());
        return Math.min(at >= 0 ? at + 1 : -at - 1, cumulative.length - 1);
    }
}

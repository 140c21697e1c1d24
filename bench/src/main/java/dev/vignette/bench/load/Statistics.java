package dev.vignette.bench.load;

import java.util.Arrays;

/// The few figures the reports are made of.
public final class Statistics {
    private Statistics() {}

    /// The middle value; of an even count, the mean of the middle two.
    public static double median(double... values) {
        double[] sorted = sorted(values);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// The smallest value that at least `percent` of all values do not exceed (nearest rank).
    static double percentile(double percent, double... values) {
        double[] sorted = sorted(values);
        int rank = (int) Math.ceil(percent / 100 * sorted.length);
        return sorted[Math.max(rank, 1) - 1];
    }

    /// By how much the least-squares line through equally spaced values rises from its first to its last point, as a
    /// share of its first.
    static double growth(double... values) {
        int count = values.length;
        double meanX = (count - 1) / 2.0;
        double meanY = Arrays.stream(values).average().orElseThrow();
        double covariance = 0;
        double variance = 0;
        for (int x = 0; x < count; x++) {
            covariance += (x - meanX) * (values[x] - meanY);
            variance += (x - meanX) * (x - meanX);
        }
        double slope = covariance / variance;
        return slope * (count - 1) / (meanY - slope * meanX);
    }

    private static double[] sorted(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("no values");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}

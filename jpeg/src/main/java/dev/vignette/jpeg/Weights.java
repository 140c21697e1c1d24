package dev.vignette.jpeg;

/// Along one axis: which source samples each target sample is the weighted sum of. The weights of one sum to 1.
final class Weights {
    private final int[] starts;
    private final int[] ends;
    private final int stride;
    private final float[] values;

    private Weights(int[] starts, int[] ends, int stride) {
        this.starts = starts;
        this.ends = ends;
        this.stride = stride;
        this.values = new float[Math.multiplyExact(starts.length, stride)];
    }

    /// Samples lie at the centres of their cells. At the edges the kernel is cut off and what is left sums to 1. A
    /// target sample whose centre lies beyond an edge is made as if it lay on it: further out less would be left of
    /// its weights, and more of either sign once they sum to 1.
    ///
    /// @param low the first source sample that may count
    /// @param high behind the last one that may
    /// @param from where the wanted part begins
    /// @param length how far it reaches, in source samples
    /// @param target samples that are made of it
    /// @param filter the droop of its prefilter, to the second order of the frequency, is made up for by a
    ///     sharpening of three taps
    static Weights of(int low, int high, double from, double length, int target, Filter filter) {
        Kernel kernel = filter.kernel();
        double prefilter = filter.prefilter();
        double step = length / target;
        double scale = Math.max(step, 1);
        double support = kernel.support(scale) + (prefilter > 0 ? 1 : 0);
        int[] starts = new int[target];
        int[] ends = new int[target];
        int stride = 0;
        for (int i = 0; i < target; i++) {
            double centre = Math.clamp(from + (i + 0.5) * step, low, high);
            starts[i] = Math.clamp((int) Math.ceil(centre - support - 0.5), low, high - 1);
            ends[i] = Math.clamp((int) Math.floor(centre + support + 0.5), starts[i] + 1, high);
            stride = Math.max(stride, ends[i] - starts[i]);
        }
        var weights = new Weights(starts, ends, stride);
        double sharpening = prefilter * prefilter / 24;
        double[] sums = new double[stride];
        for (int i = 0; i < target; i++) {
            double centre = Math.clamp(from + (i + 0.5) * step, low, high);
            for (int tap = 0; tap < ends[i] - starts[i]; tap++) {
                double distance = starts[i] + tap + 0.5 - centre;
                sums[tap] = (1 + 2 * sharpening) * kernel.weight(distance, scale);
                if (sharpening > 0) {
                    sums[tap] -= sharpening * kernel.weight(distance - 1, scale);
                    sums[tap] -= sharpening * kernel.weight(distance + 1, scale);
                }
            }
            weights.set(i, sums);
        }
        return weights;
    }

    private void set(int target, double[] weights) {
        int count = ends[target] - starts[target];
        double sum = 0;
        for (int tap = 0; tap < count; tap++) {
            sum += weights[tap];
        }
        for (int tap = 0; tap < count; tap++) {
            values[target * stride + tap] = (float) (weights[tap] / sum);
        }
    }

    /// Target samples.
    int size() {
        return starts.length;
    }

    /// The first source sample that counts for a target sample; never falls from one to the next.
    int start(int target) {
        return starts[target];
    }

    /// Behind the last source sample that counts for a target sample; never falls from one to the next.
    int end(int target) {
        return ends[target];
    }

    /// 0 where the source sample does not count.
    float at(int target, int source) {
        return source < starts[target] || source >= ends[target]
                ? 0
                : values[target * stride + source - starts[target]];
    }

    /// Writes the weights of a target sample, times a factor.
    ///
    /// @param to where they are written, from `at` on
    void copy(int target, float factor, float[] to, int at) {
        int count = ends[target] - starts[target];
        for (int tap = 0; tap < count; tap++) {
            to[at + tap] = values[target * stride + tap] * factor;
        }
    }

    /// The most source samples that count for a target sample.
    int stride() {
        return stride;
    }

    /// The most target samples that any one source sample lies within or between the ends of.
    int overlap() {
        int most = 1;
        for (int first = 0, last = 0; last < starts.length; last++) {
            while (ends[first] <= starts[last]) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }
}

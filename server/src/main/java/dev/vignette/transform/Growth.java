package dev.vignette.transform;

import java.util.Arrays;
import java.util.function.DoubleSupplier;

/// How many threads more a pool can use, from what happened since it was asked last. Not safe for use by several
/// threads at once.
final class Growth {
    /// The share of the processor above which one more thread only takes turns with the others.
    private static final double SATURATED = 0.9;

    /// Waiting that is short beside the work itself is not worth a thread.
    private static final int SHORT = 4;

    /// More than this of the latest are not needed for a percentile.
    private static final int WINDOW = 1024;

    private final DoubleSupplier processor;
    private final long[] waits = new long[WINDOW];
    private final long[] runs = new long[WINDOW];
    private int count;

    /// @param processor the share of it that was in use since it was asked last, from 0 to 1; negative is
    ///     unknown
    Growth(DoubleSupplier processor) {
        this.processor = processor;
    }

    /// Takes note of work that has ended.
    void record(long waited, long ran) {
        waits[count % WINDOW] = waited;
        runs[count % WINDOW] = ran;
        count++;
    }

    /// Starts the next window.
    ///
    /// @param waiting work that could start, had it a thread
    /// @param workers threads there are
    int wanted(int waiting, int workers) {
        boolean room = processor.getAsDouble() < SATURATED;
        boolean slow = count == 0 || p95(waits) > p95(runs) / SHORT;
        count = 0;
        return room && slow ? Math.min(waiting, Math.max(1, workers / 2)) : 0;
    }

    private long p95(long[] window) {
        long[] sorted = Arrays.copyOf(window, Math.min(count, WINDOW));
        Arrays.sort(sorted);
        return sorted[(int) Math.ceil(sorted.length * 0.95) - 1];
    }
}

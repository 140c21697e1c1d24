package dev.vignette.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/// Looks at a process's resident memory twenty times a second. One look says little: what a conversion takes for some
/// milliseconds is a tenth of the whole.
final class ResidentWatch implements AutoCloseable {
    private static final int EVERY_MILLIS = 50;

    private final ProcessHandle process;
    private final List<Double> mebibytes = new ArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ScheduledFuture<?> looking;

    ResidentWatch(ProcessHandle process) {
        this.process = process;
        this.looking = clock.scheduleAtFixedRate(this::look, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private synchronized void look() {
        try {
            mebibytes.add(ProcStat.resident(process) / 1024.0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The median in MiB since it was last asked for.
    ///
    /// @throws IllegalStateException when the process could not be looked at
    synchronized double median() {
        if (looking.isDone() || mebibytes.isEmpty()) {
            throw new IllegalStateException("the process's memory could not be read");
        }
        double median = Statistics.median(
                mebibytes.stream().mapToDouble(Double::doubleValue).toArray());
        mebibytes.clear();
        return median;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}

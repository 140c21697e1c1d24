package dev.vignette.telemetry;

import java.time.Duration;
import java.util.function.Supplier;

/// Where the time of a rendition goes: told to the histograms of the process and to the trace of the request.
public final class Stages {
    private final Metrics metrics;

    public Stages(Metrics metrics) {
        this.metrics = metrics;
    }

    /// A stage that is over, and how long it took.
    public record Lap(Stage stage, Duration time) {}

    /// Does the work of one stage, which then is the current part of the trace. A stage that fails is told too.
    public <T> T time(Stage stage, Supplier<T> work) {
        RequestContext context = RequestContext.current();
        Trace part = context.trace().begin(stage);
        long start = System.nanoTime();
        try {
            return ScopedValue.where(RequestContext.CURRENT, context.within(part))
                    .call(work::get);
        } catch (RuntimeException e) {
            part.fail(e);
            throw e;
        } finally {
            part.end();
            metrics.took(stage, System.nanoTime() - start);
        }
    }

    /// Does all the work of one rendition. In the trace it has no part of its own.
    public <T> T total(Supplier<T> work) {
        long start = System.nanoTime();
        try {
            return work.get();
        } finally {
            metrics.took(Stage.TOTAL, System.nanoTime() - start);
        }
    }

    /// Tells of stages that followed one another, the last of which has just ended.
    public void ended(Lap... laps) {
        Trace trace = RequestContext.current().trace();
        long end = System.nanoTime();
        for (int i = laps.length - 1; i >= 0; i--) {
            long nanos = laps[i].time().toNanos();
            trace.add(laps[i].stage(), end - nanos, end);
            metrics.took(laps[i].stage(), nanos);
            end -= nanos;
        }
    }
}

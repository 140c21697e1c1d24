package dev.vignette.telemetry;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/// How late event loops are: each has a timer, and what it is overdue is what any other event on that loop had to wait.
public final class LoopLag {
    private static final long PERIOD_MILLIS = 100;

    private final Metrics metrics;

    public LoopLag(Metrics metrics) {
        this.metrics = metrics;
    }

    /// Watches the event loop that this is called on, for as long as its deployment lasts.
    public void watch(Vertx vertx) {
        long period = TimeUnit.MILLISECONDS.toNanos(PERIOD_MILLIS);
        long[] due = {System.nanoTime() + period};
        vertx.setPeriodic(PERIOD_MILLIS, _ -> {
            long now = System.nanoTime();
            metrics.loopLagged(Math.max(0, now - due[0]));
            due[0] = now + period;
        });
    }
}

package dev.vignette.jobs;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The attempts that this server is at, each with the thread that can be told to stop.
final class Underway implements AutoCloseable {
    /// Why an attempt is to stop.
    enum Stop {
        TIME_LIMIT,
        LEASE_LOST,
        SERVER_ENDS
    }

    /// How long who is interrupted has to stop.
    static final Duration GRACE = Duration.ofSeconds(10);

    private final Map<Lease, Attempt> attempts = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("job-limits").daemon().factory());
    private final Consumer<Lease> stuck;
    private volatile boolean ending;

    /// @param stuck told, on a thread that may wait, of an attempt that did not stop in time when its time limit had
    ///     passed
    Underway(Consumer<Lease> stuck) {
        this.stuck = stuck;
        timer.setRemoveOnCancelPolicy(true);
    }

    /// One attempt, between its begin and its end.
    final class Attempt implements AutoCloseable {
        private final Lease lease;
        private final Thread thread = Thread.currentThread();
        private final ScheduledFuture<?> limit;
        private final ScheduledFuture<?> lastLimit;
        private boolean over;
        private @Nullable Stop stop;

        private Attempt(Lease lease, Duration timeLimit) {
            this.lease = lease;
            long millis = timeLimit.toMillis();
            this.limit = timer.schedule(() -> stop(Stop.TIME_LIMIT), millis, TimeUnit.MILLISECONDS);
            this.lastLimit = timer.schedule(
                    () -> Thread.startVirtualThread(() -> stuck.accept(lease)),
                    millis + GRACE.toMillis(),
                    TimeUnit.MILLISECONDS);
        }

        /// The first reason counts.
        private synchronized void stop(Stop why) {
            if (!over) {
                stop = stop == null ? why : stop;
                thread.interrupt();
            }
        }

        synchronized Optional<Stop> stopped() {
            return Optional.ofNullable(stop);
        }

        /// From now on it is not interrupted any more.
        private synchronized void over() {
            over = true;
            var _ = Thread.interrupted();
        }

        @Override
        public void close() {
            limit.cancel(false);
            lastLimit.cancel(false);
            over();
            attempts.remove(lease);
        }
    }

    /// To be called by the thread that makes the attempt, and closed by it.
    Attempt begin(Lease lease, Duration timeLimit) {
        var attempt = new Attempt(lease, timeLimit);
        attempts.put(lease, attempt);
        if (ending) {
            attempt.stop(Stop.SERVER_ENDS);
        }
        return attempt;
    }

    /// Tells some to stop, since their lease is gone.
    void lost(Predicate<Lease> which) {
        attempts.forEach((lease, attempt) -> {
            if (which.test(lease)) {
                attempt.stop(Stop.LEASE_LOST);
            }
        });
    }

    /// Tells all to stop, also those that are about to begin.
    void end() {
        ending = true;
        attempts.values().forEach(attempt -> attempt.stop(Stop.SERVER_ENDS));
    }

    /// Whether an attempt at a run is made here.
    boolean has(String instance, long version) {
        return attempts.keySet().stream()
                .anyMatch(lease -> lease.run().instance().equals(instance) && lease.version() == version);
    }

    List<Lease> leases() {
        return List.copyOf(attempts.keySet());
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}

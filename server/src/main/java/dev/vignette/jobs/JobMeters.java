package dev.vignette.jobs;

import dev.vignette.telemetry.Metrics;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/// What is counted of jobs. The page docs/operations.md lists it.
final class JobMeters {
    private final Map<Key, LongAdder> transitions = new ConcurrentHashMap<>();
    private final Map<String, LongConsumer> runs = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> done = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> failed = new ConcurrentHashMap<>();
    private volatile Map<JobClass, Waiting> waiting = Map.of();

    private record Key(String kind, JobState state) {}

    /// What waits in the line of a class, on all servers.
    ///
    /// @param millis how long the first has waited
    record Waiting(long runs, long millis) {
        static final Waiting NOTHING = new Waiting(0, 0);
    }

    /// All that there can be is there from the start, at 0.
    ///
    /// @param running how many runs of a class are under way here
    void show(Metrics metrics, List<JobKind> kinds, Map<JobClass, Supplier<Long>> running) {
        for (JobKind kind : kinds) {
            for (JobState state : JobState.values()) {
                metrics.counter(
                        "vignette.job.transitions",
                        "Transitions of jobs that this server wrote",
                        adder(kind.name(), state)::sum,
                        "kind",
                        kind.name(),
                        "state",
                        state.label());
            }
            metrics.counter(
                    "vignette.job.units",
                    "What jobs dealt with here, and what of it came to nothing too",
                    of(done, kind.name())::sum,
                    "kind",
                    kind.name());
            metrics.counter(
                    "vignette.job.units.failed",
                    "What of it came to nothing",
                    of(failed, kind.name())::sum,
                    "kind",
                    kind.name());
            runs.put(
                    kind.name(),
                    metrics.times("vignette.job.runs", "Attempts at runs of jobs, here", "kind", kind.name()));
        }
        running.forEach((of, number) -> {
            metrics.gauge("vignette.job.running", "Runs under way here", number::get, "class", of.label());
            metrics.gauge(
                    "vignette.job.waiting",
                    "Runs that wait, on all servers",
                    () -> waits(of).runs(),
                    "class",
                    of.label());
            metrics.gauge(
                    "vignette.job.waiting.oldest.seconds",
                    "How long the first of them has waited",
                    () -> waits(of).millis() / 1000.0,
                    "class",
                    of.label());
        });
    }

    private Waiting waits(JobClass of) {
        return waiting.getOrDefault(of, Waiting.NOTHING);
    }

    private LongAdder adder(String kind, JobState state) {
        return transitions.computeIfAbsent(new Key(kind, state), _ -> new LongAdder());
    }

    private static LongAdder of(Map<String, LongAdder> adders, String kind) {
        return adders.computeIfAbsent(kind, _ -> new LongAdder());
    }

    /// A chunk is done, and that is written.
    void did(String kind, ChunkResult result) {
        of(done, kind).add(result.done());
        of(failed, kind).add(result.failed());
    }

    void went(String kind, JobState state, int times) {
        adder(kind, state).add(times);
    }

    long count(String kind, JobState state) {
        return adder(kind, state).sum();
    }

    void ran(String kind, long nanos) {
        Objects.requireNonNull(runs.get(kind)).accept(nanos);
    }

    void wait(Map<JobClass, Waiting> now) {
        waiting = Map.copyOf(now);
    }
}

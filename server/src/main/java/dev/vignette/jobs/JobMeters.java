package dev.vignette.jobs;

import dev.vignette.telemetry.Metrics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// What is counted of jobs.
final class JobMeters {
    private final Map<Key, LongAdder> transitions = new ConcurrentHashMap<>();

    private record Key(String kind, JobState state) {}

    /// All that there can be is there from the start, at 0.
    void show(Metrics metrics, List<JobKind> kinds) {
        for (JobKind kind : kinds) {
            for (JobState state : JobState.values()) {
                LongAdder adder = adder(kind.name(), state);
                metrics.counter(
                        "vignette.job.transitions",
                        "Transitions of jobs",
                        adder::sum,
                        "kind",
                        kind.name(),
                        "state",
                        state.label());
            }
        }
    }

    private LongAdder adder(String kind, JobState state) {
        return transitions.computeIfAbsent(new Key(kind, state), _ -> new LongAdder());
    }

    void went(String kind, JobState state, int times) {
        adder(kind, state).add(times);
    }

    void ran(String kind, Outcome outcome, long nanos) {}
}

package dev.vignette.jobs;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// What is true of a job at a moment.
///
/// @param request what its kind was asked for, as JSON
/// @param step what it is at; empty when it does not say
/// @param attempts the most that one of its runs has taken so far
/// @param failure when it failed or was frozen
/// @param result as JSON, when its kind gives one
/// @param traceparent of the request that asked for it (W3C)
/// @param lastEvent the number of the last event of its history
public record Job(
        JobId id,
        String kind,
        JobClass jobClass,
        String owner,
        JobState state,
        String request,
        String step,
        Progress progress,
        int attempts,
        Optional<Instant> started,
        Optional<Instant> ended,
        Optional<JobFailure> failure,
        Optional<String> result,
        Optional<String> traceparent,
        long lastEvent) {
    /// How far it is.
    ///
    /// @param done of its units, those that failed included
    /// @param failed of those
    /// @param total when it is known
    public record Progress(long done, long failed, OptionalLong total, String unit) {}

    public Instant created() {
        return id.created();
    }

    /// The trace of the request that asked for it.
    public Optional<String> traceId() {
        return traceparent.map(text -> text.split("-", 4)[1]);
    }
}

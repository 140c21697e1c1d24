package dev.vignette.jobs;

import java.time.Instant;
import java.util.Optional;

/// A transition of a job.
///
/// @param seq counts up from 1 within the job
/// @param node the server that wrote it
/// @param attempt of the run that it tells of; 0 when it tells of none
/// @param details as JSON
/// @param traceId of the attempt, when it is traced
public record JobEvent(
        JobId job,
        long seq,
        Instant at,
        String node,
        int attempt,
        JobState state,
        String step,
        String details,
        Optional<String> traceId,
        Optional<String> spanId) {}

package dev.vignette.jobs;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How an attempt at a run ended.
sealed interface Outcome {
    /// Run 0 found chunks, which others do.
    ///
    /// @param next where it goes on; empty when there is no more
    record Planned(List<Chunk> chunks, Optional<String> next) implements Outcome {}

    /// A chunk is done.
    ///
    /// @param whole whether it was all there is to the job, and done by run 0
    record Done(ChunkResult result, boolean whole) implements Outcome {}

    /// It can get better.
    ///
    /// @param pause before the next attempt
    record Again(JobFailure failure, Duration pause) implements Outcome {}

    /// It cannot, or did not.
    ///
    /// @param frozen whether it took too long, or its worker with it
    record Over(JobFailure failure, boolean frozen) implements Outcome {}

    /// Its server ends; the attempt does not count.
    record GivenBack() implements Outcome {}

    /// The outcome does not matter: the lease is gone.
    record Dropped() implements Outcome {}
}

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

    /// Run 0 found chunks, and one that waits until all before it are done.
    ///
    /// @param place of that one; empty when it is the first
    record Waiting(List<Chunk> chunks, Optional<String> place) implements Outcome {}

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

    /// It was told to stop before it was done; the attempt does not count.
    ///
    /// @param why it had to, if it was wanted at all: most often the lease is gone, and nothing is written
    record GivenBack(JobFailure why) implements Outcome {
        static final GivenBack SERVER_ENDS =
                new GivenBack(new JobFailure(JobFailure.SHUTTING_DOWN, "The server is about to end"));
        static final GivenBack UNWANTED = new GivenBack(
                new JobFailure(JobFailure.CALLED_OFF, "It was called off by news of what the job was before"));
    }
}

package dev.vignette.jobs;

import java.util.Optional;

/// A part of a job that is run by itself: short, a second or fifty things, so that turns come often.
///
/// @param payload what to do, as JSON
/// @param size how many of the job's units are in it
/// @param next where the next chunk begins; empty when this is the last
/// @param afterAll whether it begins only when all chunks before it are done, or were put aside
public record Chunk(String payload, int size, Optional<String> next, boolean afterAll) {
    public Chunk(String payload, int size, Optional<String> next) {
        this(payload, size, next, false);
    }

    /// One that waits for those before it.
    public static Chunk afterAll(String payload, int size, Optional<String> next) {
        return new Chunk(payload, size, next, true);
    }
}

package dev.vignette.jobs;

import java.util.Optional;
import java.util.OptionalLong;

/// What jobs of one name do. Everything here is called on virtual threads, and may block; an interrupt is the
/// order to stop. A chunk may be run more than once, and by two servers at once when one of them was thought
/// dead: what it does must come to the same.
///
/// A `VignetteException` says by its code whether another attempt can do better; anything else that is thrown may
/// be anything, and is tried again too.
public interface JobKind {
    /// Stable, since it is in the database.
    String name();

    JobPolicy policy();

    /// How many units there are in all, when that is known before they are done.
    default OptionalLong total(String request) {
        return OptionalLong.empty();
    }

    /// The chunk that begins at a place.
    ///
    /// @param place what the chunk before said; empty at the beginning
    /// @return empty when there is no more
    Optional<Chunk> next(String request, Optional<String> place) throws InterruptedException;

    /// Does a chunk.
    ChunkResult run(Chunk chunk, JobRun run) throws InterruptedException;
}

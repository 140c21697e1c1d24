package dev.vignette.jobs;

import java.util.Optional;

/// What came of a chunk.
///
/// @param done how many units it dealt with, those that failed included
/// @param failed how many of these came to nothing, for good
/// @param result as JSON, to be kept with the job; of several chunks the last that gives one counts
public record ChunkResult(long done, long failed, Optional<String> result) {
    public ChunkResult(long done) {
        this(done, 0, Optional.empty());
    }
}

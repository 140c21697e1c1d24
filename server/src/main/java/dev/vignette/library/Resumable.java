package dev.vignette.library;

import java.time.Instant;
import java.util.Optional;

/// An upload that comes in pieces, as its row says.
///
/// @param length what there will be in all
/// @param received what there is
/// @param metadata as it was sent
/// @param image what was made of it when all of it was there
/// @param job where it is told how far the renditions are that were asked for with it
record Resumable(
        ImageId id,
        String owner,
        long length,
        long received,
        String metadata,
        Instant expires,
        Optional<ImageId> image,
        Optional<String> job) {
    boolean complete() {
        return received == length;
    }
}

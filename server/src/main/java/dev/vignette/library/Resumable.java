package dev.vignette.library;

import java.time.Instant;
import java.util.Optional;

/// An upload that comes in pieces, as its row says.
///
/// @param length what there will be in all
/// @param received what there is
/// @param metadata as it was sent
/// @param image what was made of it when all of it was there
record Resumable(
        ImageId id,
        String owner,
        long length,
        long received,
        String metadata,
        Instant expires,
        Optional<ImageId> image) {
    boolean complete() {
        return received == length;
    }
}

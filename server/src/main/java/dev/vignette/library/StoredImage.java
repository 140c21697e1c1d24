package dev.vignette.library;

import dev.vignette.image.Dimensions;
import dev.vignette.image.Format;
import java.time.Instant;

/// An image of the library, as its row tells it.
///
/// @param version counts its changes from 1; the entity tag of what is told of it
/// @param owner the subject of whoever keeps it
/// @param content what its file is
/// @param modified when what is said of it was last changed
record StoredImage(ImageId id, long version, String owner, Content content, Details details, Instant modified) {
    /// A file and what was read in its header.
    ///
    /// @param dimensions upright
    record Content(String sha256, long bytes, Format format, Dimensions dimensions, int frames) {}

    /// Its strong entity tag, which changes with every change of what is said of it.
    String etag() {
        return "\"" + version + "\"";
    }
}

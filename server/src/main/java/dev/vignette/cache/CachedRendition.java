package dev.vignette.cache;

import dev.vignette.image.EncodedImage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A rendition as it is kept, with what its answers say of it.
///
/// @param etag strong, with its quotes
/// @param lastModified of the original
/// @param made when it was rendered
/// @param freshFor how long from then on it may be served
public record CachedRendition(
        EncodedImage image, String etag, Optional<Instant> lastModified, Instant made, Duration freshFor) {
    /// What it takes in the cache, in bytes: the file, and a round figure for the rest.
    int weight() {
        return image.bytes().length + 512;
    }
}

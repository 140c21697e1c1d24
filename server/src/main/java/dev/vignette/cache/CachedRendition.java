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
    /// How much longer it may be served; zero when no longer.
    Duration freshAt(Instant now) {
        Duration rest = Duration.between(now, made.plus(freshFor));
        return rest.isNegative() ? Duration.ZERO : rest;
    }

    /// What it takes in the cache, in bytes: the file, and a round figure for the rest.
    int weight() {
        return image.bytes().length + 512;
    }
}

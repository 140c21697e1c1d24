package dev.vignette.cache;

import dev.vignette.image.Dimensions;
import dev.vignette.image.EncodedImage;
import dev.vignette.image.Format;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A rendition as it is kept, with what its answers say of it.
///
/// @param etag strong, with its quotes
/// @param lastModified of the original
/// @param made when it was rendered
/// @param freshFor how long from then on it is fresh; zero when it must not be kept
public record CachedRendition(
        Content content,
        Format format,
        Dimensions dimensions,
        String etag,
        Optional<Instant> lastModified,
        Instant made,
        Duration freshFor) {
    /// From this size on a rendition is answered from a file, and not held in memory.
    static final int LARGE = 1 << 20;

    public CachedRendition(
            EncodedImage image, String etag, Optional<Instant> lastModified, Instant made, Duration freshFor) {
        this(
                new Content.InMemory(image.bytes()),
                image.format(),
                image.dimensions(),
                etag,
                lastModified,
                made,
                freshFor);
    }

    /// When it is no longer fresh.
    public Instant freshUntil() {
        return made.plus(freshFor);
    }

    /// The same with its bytes elsewhere.
    CachedRendition with(Content elsewhere) {
        return new CachedRendition(elsewhere, format, dimensions, etag, lastModified, made, freshFor);
    }

    boolean large() {
        return content.length() >= LARGE;
    }

    /// What it takes in memory, in bytes: the image, unless that is in a file, and a round figure for the rest.
    int weight() {
        int image = switch (content) {
            case Content.InMemory(byte[] bytes) -> bytes.length;
            case Content.InFile _ -> 0;
        };
        return image + 512;
    }
}

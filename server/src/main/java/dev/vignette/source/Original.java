package dev.vignette.source;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The bytes of a source image, whole and within the limits, and what its server said about them. The bytes are shared,
/// not copied: nobody writes to them.
///
/// @param bytes the file
/// @param lastModified from `Last-Modified`, or of the local file
/// @param maxAge how long the source lets it be kept (`s-maxage`, else `max-age`); empty when it says nothing,
///     zero for `no-store`, `no-cache` and `private`
@SuppressWarnings("ArrayRecordComponent") // identity is never asked of it; a copy would double the memory
public record Original(byte[] bytes, Optional<Instant> lastModified, Optional<Duration> maxAge) {}

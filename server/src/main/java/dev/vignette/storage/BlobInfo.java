package dev.vignette.storage;

import java.time.Instant;

/// What is known of a blob without reading it.
///
/// @param bytes its length
/// @param stored when it was committed last
public record BlobInfo(BlobKey key, long bytes, Instant stored) {}

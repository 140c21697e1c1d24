package dev.vignette.source;

import java.net.URI;

/// Where an original comes from.
public sealed interface SourceUrl {
    /// An `http` or `https` URL, normalised.
    record Remote(URI uri) implements SourceUrl {}

    /// A file below the configured root, as in `local:holiday/beach.jpg`.
    record Local(String path) implements SourceUrl {}
}

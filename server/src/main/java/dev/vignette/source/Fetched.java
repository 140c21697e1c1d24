package dev.vignette.source;

import dev.vignette.error.VignetteException;

/// What came of asking a source.
sealed interface Fetched {
    /// The whole file; it is the receiver's to release.
    record Whole(Body body, Terms terms) implements Fetched {}

    /// What is kept is still good, on these terms.
    record Unchanged(Terms terms) implements Fetched {}

    /// Nothing.
    record Failed(VignetteException cause, Trouble trouble) implements Fetched {}
}

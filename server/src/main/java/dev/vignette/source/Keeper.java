package dev.vignette.source;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/// Where the files of the library are.
@FunctionalInterface
public interface Keeper {
    /// Blocking.
    ///
    /// @param id of an image that the client may see
    /// @throws dev.vignette.error.VignetteException when there is no such image any more, or the store is away
    Kept find(String id);

    /// A file that never changes.
    ///
    /// @param sha256 of its bytes, in hexadecimal digits
    /// @param path where it is, when it is on the local disk
    /// @param stream opens it from the beginning, wherever it is
    /// @param modified when it was added
    record Kept(String sha256, long length, Optional<Path> path, Supplier<InputStream> stream, Instant modified) {}
}

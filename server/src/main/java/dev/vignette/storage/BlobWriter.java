package dev.vignette.storage;

import dev.vignette.error.VignetteException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/// A blob that is being written. Nobody finds it before it is committed; closed without that, it leaves nothing.
/// Of use to one thread at a time.
///
/// First all is appended; then [#key], [#read] and [#path] tell what was, and nothing more can be appended; then
/// it is committed or closed.
public interface BlobWriter extends AutoCloseable {
    /// Takes the remaining bytes. Blocks while they go to the disk or the network, so that a fast sender is
    /// slowed down.
    ///
    /// @throws VignetteException `STORAGE_FULL` or `STORAGE_UNAVAILABLE`; the blob is lost then
    void append(ByteBuffer bytes);

    /// How many bytes were appended.
    long bytes();

    /// The name that the blob will have.
    BlobKey key();

    /// A part of what was appended: what there is of `length` bytes from `from` on.
    InputStream read(long from, long length);

    /// Where all that was appended is, when it is on the local disk. The file is gone after the commit or the
    /// close.
    Optional<Path> path();

    /// Makes it a blob of the store. When this returns the blob is found by everybody and is not lost when the
    /// power fails. One of equal content may be there already, or be committed at the same time.
    ///
    /// @throws VignetteException `STORAGE_FULL` or `STORAGE_UNAVAILABLE`; nothing is left then, or all of it
    BlobKey commit();

    @Override
    void close();
}

package dev.vignette.storage;

import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/// Blobs that are not lost: files of any length, found by their content. Blocking: meant for virtual threads.
///
/// Every method may fail with a `VignetteException`: `STORAGE_UNAVAILABLE` when the disk or the server that
/// keeps the blobs is away or in trouble, within a bounded time. What a method promises, it has done when it
/// returns.
public interface BlobStore extends AutoCloseable {
    /// @param dataDir where local blobs are, and what is on its way to S3
    static BlobStore open(BlobConfig config, Path dataDir) {
        return switch (config.store()) {
            case LOCAL -> new LocalBlobs(dataDir.resolve("blobs"));
            case S3 -> new S3Blobs(config, dataDir.resolve("blobs/unfinished"));
        };
    }

    /// Begins a blob.
    BlobWriter write();

    Optional<BlobInfo> find(BlobKey key);

    /// A part of a blob: what there is of `length` bytes from `from` on. A stream that fails throws an
    /// `IOException`; so does one of a blob that turns out to be shorter than it was. It is to be closed.
    ///
    /// @return empty when there is no such blob
    Optional<InputStream> read(BlobKey key, long from, long length);

    /// Where a blob is, when it is on the local disk, for `sendfile`. Whoever has it open reads on when it is
    /// deleted.
    Optional<Path> path(BlobKey key);

    /// A URL from which anybody can fetch the blob for a while.
    ///
    /// @param terms what the answer is to say
    /// @return empty when the store gives none, or is configured not to
    Optional<URI> presigned(BlobKey key, DownloadTerms terms);

    /// What a presigned download says, and for how long it is one.
    ///
    /// @param contentType the value of `Content-Type`
    /// @param contentDisposition the value of `Content-Disposition`
    record DownloadTerms(Duration lifetime, String contentType, String contentDisposition) {}

    /// Removes a blob. It does not come back when the power fails.
    ///
    /// @return whether there was one
    boolean delete(BlobKey key);

    /// All blobs whose names begin so, in the order of their names, as they are found; the stream is to be
    /// closed. What is committed or deleted meanwhile may be in it or not.
    Stream<BlobInfo> list(String prefix);

    /// Removes what writers left that were neither committed nor closed, because their process ended.
    ///
    /// @param before only what was last written to before this moment; of a store that several processes share,
    /// a moment long ago
    /// @return how many there were
    int sweep(Instant before);

    @Override
    void close();
}

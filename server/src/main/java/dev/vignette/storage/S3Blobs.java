package dev.vignette.storage;

import dev.vignette.config.ConfigException;
import dev.vignette.config.Settings;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Blobs in a bucket, as objects below `blobs/`. What is longer than a part is uploaded to a name below
/// `unfinished/` first, since its own name is known only at its end.
final class S3Blobs implements BlobStore {
    static final String BLOBS = "blobs/";
    static final String UNFINISHED = "unfinished/";

    private final S3Bucket bucket;
    private final Optional<S3Presigning> presigning;
    private final PartFiles parts;

    /// @param folder for parts on their way; made when it is not there
    /// @throws ConfigException when the server is there, but not the bucket
    S3Blobs(BlobConfig config, Path folder) {
        this.parts = new PartFiles(folder);
        this.bucket = new S3Bucket(config);
        try {
            if (!bucket.mayBeThere()) {
                throw new ConfigException(Settings.environmentName(BlobConfig.BUCKET_KEY), "there is no such bucket");
            }
            this.presigning = config.presign() ? Optional.of(new S3Presigning(config)) : Optional.empty();
        } catch (RuntimeException e) {
            bucket.close();
            throw e;
        }
    }

    @Override
    public BlobWriter write() {
        return new S3Writer(bucket, parts.next(), UNFINISHED + UUID.randomUUID());
    }

    private static String name(BlobKey key) {
        return BLOBS + key.sha256();
    }

    @Override
    public Optional<BlobInfo> find(BlobKey key) {
        return bucket.head(name(key)).map(head -> new BlobInfo(key, head.contentLength(), head.lastModified()));
    }

    @Override
    public Optional<InputStream> read(BlobKey key, long from, long length) {
        return bucket.read(name(key), from, length);
    }

    @Override
    public Optional<Path> path(BlobKey key) {
        return Optional.empty();
    }

    @Override
    public Optional<URI> presigned(BlobKey key, DownloadTerms terms) {
        return presigning.map(signer -> signer.sign(name(key), terms));
    }

    @Override
    public boolean delete(BlobKey key) {
        boolean there = find(key).isPresent();
        if (there) {
            bucket.delete(name(key));
        }
        return there;
    }

    @Override
    public Stream<BlobInfo> list(String prefix) {
        return bucket.list(BLOBS + prefix).flatMap(object -> info(object).stream());
    }

    private Optional<BlobInfo> info(S3Object object) {
        String name = bucket.withoutPrefix(object.key()).substring(BLOBS.length());
        return BlobKey.isKey(name)
                ? Optional.of(new BlobInfo(new BlobKey(name), object.size(), object.lastModified()))
                : Optional.empty();
    }

    @Override
    public int sweep(Instant before) {
        // Copies that are put together at their place are uploads, too.
        int swept = bucket.abortUploads(UNFINISHED, before) + bucket.abortUploads(BLOBS, before);
        var left = bucket.list(UNFINISHED)
                .filter(object -> object.lastModified().isBefore(before))
                .map(object -> bucket.withoutPrefix(object.key()))
                .toList();
        left.forEach(bucket::delete);
        return swept + left.size() + parts.sweep(before);
    }

    @Override
    public void close() {
        presigning.ifPresent(S3Presigning::close);
        bucket.close();
    }
}

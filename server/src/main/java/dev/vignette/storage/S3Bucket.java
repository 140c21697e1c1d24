package dev.vignette.storage;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/// A bucket, or the part of one whose objects begin with a prefix. Names are without that prefix. What S3 fails
/// with becomes a `VignetteException` here.
final class S3Bucket implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(S3Bucket.class);
    private static final int NOT_FOUND = 404;
    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final int INSUFFICIENT_STORAGE = 507;

    /// The most that one request copies. S3 takes ten times as much, but may be silent for long then.
    private static final long MOST_COPIED = 512L << 20;

    /// How many parts of an object are copied at the same time.
    private static final int COPIES = 4;

    private static final int PAGE = 1000;

    private final S3Client client;
    private final S3Client patient;
    private final String bucket;
    private final String prefix;
    private final long mostCopied;
    private final int page;

    S3Bucket(BlobConfig config) {
        this(config, MOST_COPIED, PAGE);
    }

    /// @param mostCopied bytes in one request; a larger object is copied part by part
    /// @param page how many objects are listed in one request
    S3Bucket(BlobConfig config, long mostCopied, int page) {
        this.client = S3Clients.client(config);
        this.patient = S3Clients.patient(config);
        this.bucket = config.bucket().orElseThrow();
        this.prefix = config.prefix().orElse("");
        this.mostCopied = mostCopied;
        this.page = page;
    }

    /// Does it, and tells of its failure in our words.
    private static <T> T asked(Supplier<T> request) {
        try {
            return request.get();
        } catch (S3Exception e) {
            throw e.statusCode() == INSUFFICIENT_STORAGE
                    ? new VignetteException(ErrorCode.STORAGE_FULL, "S3 has no room left", e)
                    : new VignetteException(ErrorCode.STORAGE_UNAVAILABLE, "S3 refuses or is in trouble", e);
        } catch (SdkException e) {
            throw Thread.currentThread().isInterrupted()
                    ? new VignetteException(ErrorCode.SHUTTING_DOWN, "The request was called off", e)
                    : new VignetteException(ErrorCode.STORAGE_UNAVAILABLE, "S3 is out of reach", e);
        }
    }

    /// Whether the server has the bucket, or does not answer at the moment.
    boolean mayBeThere() {
        try {
            client.headBucket(request -> request.bucket(bucket));
            return true;
        } catch (S3Exception e) {
            LOG.warn("S3 answers {} when asked for the bucket {}", e.statusCode(), bucket);
            return e.statusCode() != NOT_FOUND;
        } catch (SdkException e) {
            LOG.warn("S3 is out of reach: {}", e.getMessage());
            return true;
        }
    }

    String withoutPrefix(String key) {
        return key.substring(prefix.length());
    }

    Optional<HeadObjectResponse> head(String name) {
        return asked(() -> {
            try {
                return Optional.of(
                        client.headObject(request -> request.bucket(bucket).key(prefix + name)));
            } catch (NoSuchKeyException e) {
                return Optional.empty();
            }
        });
    }

    /// What there is of `length` bytes from `from` on; empty when there is no such object.
    Optional<InputStream> read(String name, long from, long length) {
        if (length == 0) {
            return head(name).map(_ -> InputStream.nullInputStream());
        }
        long last = from > Long.MAX_VALUE - length ? Long.MAX_VALUE - 1 : from + length - 1;
        String range = "bytes=" + from + "-" + (last == Long.MAX_VALUE - 1 ? "" : last);
        return asked(() -> {
            try {
                return Optional.of(new S3Stream(client.getObject(
                        request -> request.bucket(bucket).key(prefix + name).range(range))));
            } catch (NoSuchKeyException e) {
                return Optional.empty();
            } catch (S3Exception e) {
                if (e.statusCode() == RANGE_NOT_SATISFIABLE) {
                    return Optional.of(InputStream.nullInputStream());
                }
                throw e;
            }
        });
    }

    void put(String name, Path file) {
        asked(() -> client.putObject(request -> request.bucket(bucket).key(prefix + name), RequestBody.fromFile(file)));
    }

    void delete(String name) {
        asked(() -> client.deleteObject(request -> request.bucket(bucket).key(prefix + name)));
    }

    /// @return the upload's id
    String beginUpload(String name) {
        return asked(() -> client.createMultipartUpload(
                        request -> request.bucket(bucket).key(prefix + name))
                .uploadId());
    }

    /// @param number of the part, from 1 on
    CompletedPart upload(String name, String upload, int number, Path file) {
        String tag = asked(() -> client.uploadPart(
                        request -> request.bucket(bucket)
                                .key(prefix + name)
                                .uploadId(upload)
                                .partNumber(number),
                        RequestBody.fromFile(file))
                .eTag());
        return CompletedPart.builder().partNumber(number).eTag(tag).build();
    }

    void completeUpload(String name, String upload, List<CompletedPart> parts) {
        asked(() -> patient.completeMultipartUpload(request ->
                request.bucket(bucket).key(prefix + name).uploadId(upload).multipartUpload(all -> all.parts(parts))));
    }

    void abortUpload(String name, String upload) {
        asked(() -> client.abortMultipartUpload(
                request -> request.bucket(bucket).key(prefix + name).uploadId(upload)));
    }

    /// Copies an object within the bucket, which the server does by itself.
    void copy(String from, String to, long bytes) {
        if (bytes <= mostCopied) {
            asked(() -> patient.copyObject(request -> request.sourceBucket(bucket)
                    .sourceKey(prefix + from)
                    .destinationBucket(bucket)
                    .destinationKey(prefix + to)));
        } else {
            String upload = beginUpload(to);
            try {
                completeUpload(to, upload, copyParts(from, to, upload, bytes));
            } catch (VignetteException e) {
                ClearingAway.regardless(() -> abortUpload(to, upload));
                throw e;
            }
        }
    }

    /// When this returns or throws, none is being copied any more.
    private List<CompletedPart> copyParts(String from, String to, String upload, long bytes) {
        try (var threads =
                Executors.newFixedThreadPool(COPIES, Thread.ofVirtual().factory())) {
            try {
                var parts = new ArrayList<CompletedPart>();
                for (var part : Stream.iterate(0L, first -> first < bytes, first -> first + mostCopied)
                        .map(first -> threads.submit(
                                () -> copyPart(from, to, upload, first, Math.min(first + mostCopied, bytes))))
                        .toList()) {
                    parts.add(part.get());
                }
                return parts;
            } catch (ExecutionException e) {
                threads.shutdownNow();
                throw e.getCause() instanceof VignetteException failure
                        ? failure
                        : new VignetteException(ErrorCode.INTERNAL, "A copy failed in a way that none does", e);
            } catch (InterruptedException e) {
                threads.shutdownNow();
                Thread.currentThread().interrupt();
                throw new VignetteException(ErrorCode.SHUTTING_DOWN, "The request was called off", e);
            }
        }
    }

    private CompletedPart copyPart(String from, String to, String upload, long first, long end) {
        int number = (int) (first / mostCopied) + 1;
        String tag = asked(() -> patient.uploadPartCopy(request -> request.sourceBucket(bucket)
                        .sourceKey(prefix + from)
                        .destinationBucket(bucket)
                        .destinationKey(prefix + to)
                        .uploadId(upload)
                        .partNumber(number)
                        .copySourceRange("bytes=" + first + "-" + (end - 1)))
                .copyPartResult()
                .eTag());
        return CompletedPart.builder().partNumber(number).eTag(tag).build();
    }

    /// All objects whose names begin so, in the order of their names, asked for page by page.
    Stream<S3Object> list(String beginning) {
        return Stream.iterate(
                        Optional.of(page(beginning, null)),
                        Optional::isPresent,
                        page -> page.filter(ListObjectsV2Response::isTruncated)
                                .map(last -> page(beginning, last.nextContinuationToken())))
                .flatMap(page -> page.orElseThrow().contents().stream());
    }

    private ListObjectsV2Response page(String beginning, @Nullable String token) {
        return asked(() -> client.listObjectsV2(request ->
                request.bucket(bucket).prefix(prefix + beginning).maxKeys(page).continuationToken(token)));
    }

    /// Gives up uploads that were begun before a moment and not ended.
    ///
    /// @return how many there were
    int abortUploads(String beginning, Instant before) {
        int aborted = 0;
        @Nullable ListMultipartUploadsResponse page = null;
        do {
            @Nullable ListMultipartUploadsResponse last = page;
            page = asked(() -> client.listMultipartUploads(request -> request.bucket(bucket)
                    .prefix(prefix + beginning)
                    .keyMarker(last == null ? null : last.nextKeyMarker())
                    .uploadIdMarker(last == null ? null : last.nextUploadIdMarker())));
            for (MultipartUpload upload : page.uploads()) {
                if (upload.initiated() == null || upload.initiated().isBefore(before)) {
                    abortUpload(withoutPrefix(upload.key()), upload.uploadId());
                    aborted++;
                }
            }
        } while (page.isTruncated());
        return aborted;
    }

    @Override
    public void close() {
        client.close();
        patient.close();
    }
}

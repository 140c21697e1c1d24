package dev.vignette.storage;

import dev.vignette.error.VignetteException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/// Collects a part in a file, so that none takes memory, and sends it when it is full. A blob that fits in one
/// part goes to its place in one request; a longer one is an upload in parts to another name, from which the
/// server copies it.
final class S3Writer implements BlobWriter {
    private static final Logger LOG = LoggerFactory.getLogger(S3Writer.class);

    /// Ten thousand parts are the most that S3 takes: 160 GB.
    static final int PART = 16 << 20;

    private final S3Bucket bucket;
    private final PartFile part;
    private final String name;
    private final List<CompletedPart> sent = new ArrayList<>();
    private @Nullable String upload;
    private boolean complete;

    /// @param part where parts are collected
    /// @param name of the object that is uploaded in parts
    S3Writer(S3Bucket bucket, PartFile part, String name) {
        this.bucket = bucket;
        this.part = part;
        this.name = name;
    }

    @Override
    public void append(ByteBuffer added) {
        while (added.hasRemaining()) {
            long room = PART - part.length();
            if (room == 0) {
                send();
            } else {
                int count = (int) Math.min(added.remaining(), room);
                part.append(added.slice(added.position(), count));
                added.position(added.position() + count);
            }
        }
    }

    private void send() {
        String id = upload == null ? bucket.beginUpload(name) : upload;
        upload = id;
        sent.add(bucket.upload(name, id, sent.size() + 1, part.path()));
        part.empty();
    }

    @Override
    public long bytes() {
        return part.bytes();
    }

    @Override
    public BlobKey key() {
        return part.key();
    }

    /// @return whether all of it is an object now, instead of a file
    private boolean finish() {
        String id = upload;
        if (id != null && !complete) {
            send();
            bucket.completeUpload(name, id, sent);
            complete = true;
        }
        return complete;
    }

    @Override
    public InputStream read(long from, long length) {
        key();
        return finish() ? bucket.read(name, from, length).orElseThrow() : part.read(from, length);
    }

    @Override
    public Optional<Path> path() {
        key();
        return upload == null ? Optional.of(part.path()) : Optional.empty();
    }

    @Override
    public BlobKey commit() {
        String place = S3Blobs.BLOBS + key().sha256();
        if (finish()) {
            bucket.copy(name, place, bytes());
        } else {
            bucket.put(place, part.path());
        }
        return key();
    }

    @Override
    public void close() {
        part.close();
        try {
            if (complete) {
                ClearingAway.regardless(() -> bucket.delete(name));
            } else if (upload != null) {
                String id = upload;
                ClearingAway.regardless(() -> bucket.abortUpload(name, id));
            }
        } catch (VignetteException e) {
            LOG.warn("{} is left until the next sweep", name, e);
        }
    }
}

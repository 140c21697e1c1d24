package dev.vignette.storage;

import dev.vignette.error.VignetteException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A file that is being written, and the hash of all that was. It is deleted when it is closed, unless it was
/// moved.
final class PartFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PartFile.class);

    private final Path path;
    private final FileChannel file;
    private final MessageDigest digest = Sha256.begin();
    private long bytes;
    private @Nullable BlobKey key;

    PartFile(Path path) {
        this.path = path;
        try {
            this.file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private VignetteException failure(IOException e) {
        return Disk.failure(Objects.requireNonNull(path.getParent()), e);
    }

    Path path() {
        return path;
    }

    /// Takes the remaining bytes.
    void append(ByteBuffer added) {
        if (key != null) {
            throw new IllegalStateException("its name is settled");
        }
        bytes += added.remaining();
        digest.update(added.duplicate());
        try {
            while (added.hasRemaining()) {
                file.write(added);
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /// How many bytes were appended in all.
    long bytes() {
        return bytes;
    }

    /// The hash of all that was appended; from now on nothing more can be.
    BlobKey key() {
        BlobKey settled = key == null ? BlobKey.of(digest.digest()) : key;
        key = settled;
        return settled;
    }

    /// How many bytes are in the file.
    long length() {
        try {
            return file.size();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /// Removes what is in the file.
    void empty() {
        try {
            file.truncate(0);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    InputStream read(long from, long length) {
        try {
            return stream(path, from, length);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /// What a file has of `length` bytes from `from` on.
    static InputStream stream(Path path, long from, long length) throws IOException {
        var opened = FileChannel.open(path, StandardOpenOption.READ);
        try {
            long bytes = Math.clamp(opened.size() - from, 0, length);
            return new ExactStream(Channels.newInputStream(opened.position(from)), bytes);
        } catch (IOException e) {
            opened.close();
            throw e;
        }
    }

    /// Syncs the file and moves it to its place. When this returns it is there even when the power fails.
    void keep(Path place) {
        try {
            file.force(true);
            file.close();
            Disk.keep(path, place);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.warn("{} is left until the next sweep", path, e);
        }
    }
}

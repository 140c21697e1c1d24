package dev.vignette.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes beside the place of the blob, and renames when all is on the disk.
final class LocalWriter implements BlobWriter {
    private static final Logger LOG = LoggerFactory.getLogger(LocalWriter.class);

    private final Path part;
    private final Function<BlobKey, Path> places;
    private final FileChannel file;
    private final MessageDigest digest = Sha256.begin();
    private long bytes;
    private @Nullable BlobKey key;

    /// @param part where it is written
    /// @param places where a blob of a name is kept
    LocalWriter(Path part, Function<BlobKey, Path> places) {
        this.part = part;
        this.places = places;
        try {
            this.file = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw Disk.failure(folder(), e);
        }
    }

    private Path folder() {
        return Objects.requireNonNull(part.getParent());
    }

    @Override
    public void append(ByteBuffer added) {
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
            throw Disk.failure(folder(), e);
        }
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public BlobKey key() {
        BlobKey settled = key == null ? BlobKey.of(digest.digest()) : key;
        key = settled;
        return settled;
    }

    @Override
    public InputStream read(long from, long length) {
        key();
        try {
            return LocalBlobs.part(part, from, length);
        } catch (IOException e) {
            throw Disk.failure(folder(), e);
        }
    }

    @Override
    public Optional<Path> path() {
        key();
        return Optional.of(part);
    }

    @Override
    public BlobKey commit() {
        BlobKey name = key();
        try {
            file.force(true);
            file.close();
            Disk.keep(part, places.apply(name));
        } catch (IOException e) {
            throw Disk.failure(folder(), e);
        }
        return name;
    }

    @Override
    public void close() {
        try {
            file.close();
            Files.deleteIfExists(part);
        } catch (IOException e) {
            LOG.warn("{} is left until the next sweep", part, e);
        }
    }
}

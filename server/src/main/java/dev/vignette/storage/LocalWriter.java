package dev.vignette.storage;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/// Writes beside the place of the blob, and renames when all is on the disk.
///
/// @param places where a blob of a name is kept
record LocalWriter(PartFile part, Function<BlobKey, Path> places) implements BlobWriter {
    @Override
    public void append(ByteBuffer added) {
        part.append(added);
    }

    @Override
    public long bytes() {
        return part.bytes();
    }

    @Override
    public BlobKey key() {
        return part.key();
    }

    @Override
    public InputStream read(long from, long length) {
        key();
        return part.read(from, length);
    }

    @Override
    public Optional<Path> path() {
        key();
        return Optional.of(part.path());
    }

    @Override
    public BlobKey commit() {
        part.keep(places.apply(key()));
        return key();
    }

    @Override
    public void close() {
        part.close();
    }
}

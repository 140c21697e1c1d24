package dev.vignette.library;

import dev.vignette.storage.BlobInfo;
import dev.vignette.storage.BlobKey;
import dev.vignette.storage.BlobStore;
import dev.vignette.storage.BlobWriter;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/// A store that does as another one.
abstract class AroundStore implements BlobStore {
    private final BlobStore store;

    AroundStore(BlobStore store) {
        this.store = store;
    }

    @Override
    public boolean delete(BlobKey key) {
        return store.delete(key);
    }

    @Override
    public BlobWriter write() {
        return store.write();
    }

    @Override
    public Optional<BlobInfo> find(BlobKey key) {
        return store.find(key);
    }

    @Override
    public Optional<InputStream> read(BlobKey key, long from, long length) {
        return store.read(key, from, length);
    }

    @Override
    public Optional<Path> path(BlobKey key) {
        return store.path(key);
    }

    @Override
    public Optional<URI> presigned(BlobKey key, DownloadTerms terms) {
        return store.presigned(key, terms);
    }

    @Override
    public Stream<BlobInfo> list(String prefix) {
        return store.list(prefix);
    }

    @Override
    public int sweep(Instant before) {
        return store.sweep(before);
    }

    @Override
    public void close() {
        store.close();
    }
}

package dev.vignette.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;

/// Blobs in a folder of the local disk, spread over 256 folders by the first two digits of their names.
final class LocalBlobs implements BlobStore {
    private static final int FANOUT = 2;
    private static final int FOLDERS = 256;

    private final Path folder;
    private final PartFiles unfinished;

    /// @param folder the store's own; made when it is not there
    /// @throws UncheckedIOException when the folder cannot be made
    LocalBlobs(Path folder) {
        this.folder = folder;
        this.unfinished = new PartFiles(folder.resolve("unfinished"));
        try {
            // Beforehand, so that no commit relies on a folder that another has made but not yet synced.
            for (int i = 0; i < FOLDERS; i++) {
                Files.createDirectories(folder.resolve(HexFormat.of().toHexDigits(i, FANOUT)));
            }
            Disk.sync(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot use the folder of blobs " + folder, e);
        }
    }

    @Override
    public BlobWriter write() {
        return new LocalWriter(unfinished.next(), this::file);
    }

    @Override
    public Optional<BlobInfo> find(BlobKey key) {
        try {
            return info(key, file(key));
        } catch (IOException e) {
            throw Disk.failure(folder, e);
        }
    }

    private static Optional<BlobInfo> info(BlobKey key, Path file) throws IOException {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new BlobInfo(
                    key, attributes.size(), attributes.lastModifiedTime().toInstant()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<InputStream> read(BlobKey key, long from, long length) {
        try {
            return Optional.of(PartFile.stream(file(key), from, length));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw Disk.failure(folder, e);
        }
    }

    @Override
    public Optional<Path> path(BlobKey key) {
        return Optional.of(file(key)).filter(Files::isRegularFile);
    }

    @Override
    public Optional<URI> presigned(BlobKey key, DownloadTerms terms) {
        return Optional.empty();
    }

    @Override
    public boolean delete(BlobKey key) {
        try {
            return Disk.delete(file(key));
        } catch (IOException e) {
            throw Disk.failure(folder, e);
        }
    }

    @Override
    public Stream<BlobInfo> list(String prefix) {
        String first = prefix.substring(0, Math.min(FANOUT, prefix.length()));
        return sorted(folder)
                .filter(path -> name(path).length() == FANOUT && name(path).startsWith(first))
                .flatMap(this::sorted)
                .filter(path -> isBlob(path) && key(path).sha256().startsWith(prefix))
                .flatMap(path -> {
                    try {
                        return info(key(path), path).stream();
                    } catch (IOException e) {
                        throw Disk.failure(folder, e);
                    }
                });
    }

    private Stream<Path> sorted(Path within) {
        try (Stream<Path> files = Files.list(within)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw Disk.failure(folder, e);
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    private boolean isBlob(Path path) {
        return BlobKey.isKey(text(path));
    }

    private BlobKey key(Path path) {
        return new BlobKey(text(path));
    }

    private String text(Path path) {
        Path within = folder.relativize(path);
        return name(within.getName(0)) + name(within);
    }

    @Override
    public int sweep(Instant before) {
        return unfinished.sweep(before);
    }

    private Path file(BlobKey key) {
        return folder.resolve(key.sha256().substring(0, FANOUT))
                .resolve(key.sha256().substring(FANOUT));
    }

    @Override
    public void close() {
        // Nothing is open between two calls.
    }
}

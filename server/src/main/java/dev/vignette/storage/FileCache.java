package dev.vignette.storage;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Files in a folder, within a number of bytes, over restarts. Blocking: meant for virtual threads.
///
/// A file is written beside its place and renamed when it is whole. What is there is known from an index in memory,
/// which decides by frequency and recency what has to go and is filled from the folder at start, in the background.
public final class FileCache {
    private static final Logger LOG = LoggerFactory.getLogger(FileCache.class);
    private static final int KIBI = 1024;
    private static final int FANOUT = 2;

    private final Path folder;
    private final Path unfinished;
    private final Cache<FileName, Long> sizes;
    private final CompletableFuture<@Nullable Void> indexed = new CompletableFuture<>();

    /// @param folder the cache's own; made when it is not there
    /// @param maxBytes of all files together
    /// @throws UncheckedIOException when the folder cannot be made or written to
    public FileCache(Path folder, long maxBytes) {
        this.folder = folder;
        this.unfinished = folder.resolve("unfinished");
        // Weights are in KiB: an entry's must fit in an int.
        this.sizes = Caffeine.newBuilder()
                .maximumWeight(maxBytes / KIBI)
                .weigher((FileName _, Long size) -> (int) Math.min(Integer.MAX_VALUE, 1 + size / KIBI))
                .evictionListener(
                        (@Nullable FileName name, @Nullable Long _, RemovalCause cause) -> evicted(name, cause))
                .build();
        try {
            Files.createDirectories(unfinished);
            sweep();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot use the cache folder " + folder, e);
        }
        Thread.ofVirtual().name("cache-index").start(() -> {
            try {
                index();
            } finally {
                indexed.complete(null);
            }
        });
    }

    /// Where the file of this name is, if there is one; asking counts as a use. It may be deleted at any time: whoever
    /// has it open reads on, whoever opens it then finds none.
    public Path find(FileName name) {
        var _ = sizes.getIfPresent(name);
        return file(name);
    }

    /// A new place to write a file to, which is then kept or discarded.
    public Path part() {
        return unfinished.resolve(UUID.randomUUID().toString());
    }

    /// Puts a written file in its place, instead of the one that was there.
    ///
    /// @throws IOException when the disk does not take it; the part is still there
    public void keep(FileName name, Path part) throws IOException {
        long size = Files.size(part);
        Path file = file(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        try {
            // Within the index, so that the eviction of the old file cannot delete the new one.
            var _ = sizes.asMap().compute(name, (_, _) -> {
                move(part, file);
                return size;
            });
        } catch (UncheckedIOException e) {
            throw Objects.requireNonNull(e.getCause());
        }
    }

    private static void move(Path part, Path file) {
        try {
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Deletes a file. One that cannot be deleted is logged.
    ///
    /// @return whether there was one
    public boolean remove(FileName name) {
        var removed = new boolean[1];
        var _ = sizes.asMap().compute(name, (_, _) -> {
            removed[0] = deleted(file(name));
            return null;
        });
        return removed[0];
    }

    /// Deletes what was written so far. One that cannot be deleted is logged.
    public void discard(Path part) {
        deleted(part);
    }

    private static boolean deleted(Path file) {
        try {
            return Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("cannot delete {}", file, e);
            return false;
        }
    }

    /// All files there are. Waits until those that were there at the start are known.
    public Stream<FileName> names() {
        indexed.join();
        return sizes.asMap().keySet().stream();
    }

    /// How many files there are, about.
    public long count() {
        return sizes.estimatedSize();
    }

    /// What all files take, in bytes, after what is too much has been deleted.
    public long bytes() {
        sizes.cleanUp();
        return sizes.policy().eviction().orElseThrow().weightedSize().orElse(0) * KIBI;
    }

    private void evicted(@Nullable FileName name, RemovalCause cause) {
        LOG.debug("{} leaves the cache: {}", name, cause);
        deleted(file(Objects.requireNonNull(name, "only weak keys are taken away")));
    }

    /// What was being written when the process ended.
    private void sweep() throws IOException {
        try (Stream<Path> parts = Files.list(unfinished)) {
            parts.forEach(this::discard);
        }
    }

    /// Learns what the folder holds from names and sizes; whether a file is whole shows when it is read. What goes
    /// away meanwhile is passed over.
    private void index() {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
                    return visited.equals(unfinished) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    name(file).ifPresent(name -> sizes.asMap().putIfAbsent(name, attributes.size()));
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            LOG.warn("cannot list {}", folder, e);
        }
    }

    private Path file(FileName name) {
        return folder.resolve(name.text().substring(0, FANOUT))
                .resolve(name.text().substring(FANOUT));
    }

    private Optional<FileName> name(Path file) {
        String separator = file.getFileSystem().getSeparator();
        String text = folder.relativize(file).toString().replace(separator, "");
        return FileName.isName(text) ? Optional.of(new FileName(text)) : Optional.empty();
    }
}

package dev.vignette.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Renditions in files, within a number of bytes, over restarts. Blocking: meant for virtual threads.
///
/// A file is named by the SHA-256 of its key. It is written beside its place and renamed when it is whole. What is
/// there is known from an index in memory, which decides by frequency and recency what has to go and is filled from
/// the folder at start, in the background. A disk that fails makes misses, not errors.
final class DiskTier {
    private static final Logger LOG = LoggerFactory.getLogger(DiskTier.class);
    private static final int KIBI = 1024;
    private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}");

    private final Path folder;
    private final Path unfinished;
    private final Clock clock;
    private final Cache<String, Long> sizes;

    /// @param folder the tier's own; made when it is not there
    /// @param maxBytes of all files together
    /// @throws UncheckedIOException when the folder cannot be made or written to
    DiskTier(Path folder, long maxBytes, Clock clock) {
        this.folder = folder;
        this.unfinished = folder.resolve("unfinished");
        this.clock = clock;
        // Weights are in KiB: an entry's must fit in an int.
        this.sizes = Caffeine.newBuilder()
                .maximumWeight(maxBytes / KIBI)
                .weigher((String _, Long size) -> (int) Math.min(Integer.MAX_VALUE, 1 + size / KIBI))
                .evictionListener((@Nullable String name, @Nullable Long _, RemovalCause cause) -> evicted(name, cause))
                .build();
        try {
            Files.createDirectories(unfinished);
            sweep();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot use the cache folder " + folder, e);
        }
        Thread.ofVirtual().name("cache-index").start(this::index);
    }

    /// A rendition that is there, whole and fresh.
    Optional<CachedRendition> find(String key) {
        String name = name(key);
        try {
            Path file = file(name);
            Optional<RenditionFile.Entry> entry = RenditionFile.read(file);
            boolean good = entry.filter(found -> found.key().equals(key))
                    .filter(found -> !found.rendition().freshAt(clock.instant()).isZero())
                    .isPresent();
            if (!good) {
                Files.deleteIfExists(file);
                sizes.invalidate(name);
                return Optional.empty();
            }
            var _ = sizes.getIfPresent(name); // so that the index knows it is wanted
            return entry.map(RenditionFile.Entry::rendition);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.warn("cannot read a rendition from {}", folder, e);
            return Optional.empty();
        }
    }

    /// Keeps a rendition. When the disk does not take it, the reason is logged and nothing is kept.
    void put(String key, CachedRendition rendition) {
        String name = name(key);
        Path part = unfinished.resolve(UUID.randomUUID().toString());
        try {
            RenditionFile.write(part, new RenditionFile.Entry(key, rendition));
            long size = Files.size(part);
            Path file = file(name);
            Files.createDirectories(file.getParent());
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            sizes.put(name, size);
        } catch (IOException e) {
            LOG.warn("cannot keep a rendition in {}", folder, e);
            deleteQuietly(part);
        }
    }

    private void evicted(@Nullable String name, RemovalCause cause) {
        LOG.debug("{} leaves the disk cache: {}", name, cause);
        deleteQuietly(file(Objects.requireNonNull(name, "only weak keys are taken away")));
    }

    private void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("cannot delete {}", file, e);
        }
    }

    /// What was being written when the process ended.
    private void sweep() throws IOException {
        try (Stream<Path> parts = Files.list(unfinished)) {
            parts.forEach(this::deleteQuietly);
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
                    String separator = file.getFileSystem().getSeparator();
                    String name = folder.relativize(file).toString().replace(separator, "");
                    if (NAME.matcher(name).matches()) {
                        sizes.asMap().putIfAbsent(name, attributes.size());
                    }
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

    private Path file(String name) {
        return folder.resolve(name.substring(0, 2)).resolve(name.substring(2));
    }

    private static String name(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

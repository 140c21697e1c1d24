package dev.vignette.source;

import dev.vignette.config.ConfigException;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Originals that are files below one folder, read while they are used, never kept. Hidden files (a segment that
/// starts with a dot) and whatever is no regular file do not exist; links are followed as long as they stay below the
/// folder.
final class LocalOriginals {
    /// A file may be edited at any time, and nobody tells.
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final Optional<Path> root;
    private final int maxBytes;
    private final BodyStore store;

    /// @throws ConfigException when the root is no folder
    LocalOriginals(SourceConfig config, BodyStore store) {
        this.store = store;
        root = config.root().map(LocalOriginals::realFolder);
        maxBytes = (int) config.maxBytes().bytes();
    }

    /// @throws VignetteException `SOURCE_NOT_ALLOWED` when there is no root or the path leads out of it,
    ///     `SOURCE_NOT_FOUND`, `SOURCE_TOO_LARGE`, `SOURCE_FAILED` when the file cannot be read
    Original fetch(SourceUrl.Local url) {
        Path folder = root.orElseThrow(
                () -> new VignetteException(ErrorCode.SOURCE_NOT_ALLOWED, "Local sources are not enabled"));
        try {
            return open(resolve(folder, url.path()));
        } catch (NoSuchFileException e) {
            throw missing();
        } catch (IOException e) {
            throw new VignetteException(ErrorCode.SOURCE_FAILED, "The local file cannot be read", e);
        }
    }

    private static Path resolve(Path folder, String path) {
        Path relative = relative(path);
        for (Path segment : relative) {
            String name = segment.toString();
            if (name.equals("..")) {
                throw outside();
            } else if (name.startsWith(".")) {
                throw missing();
            }
        }
        Path real = real(folder.resolve(relative));
        if (!real.startsWith(folder)) {
            throw outside();
        }
        return real;
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw missing(); // also for a file taken for a folder, and for links in a circle
        }
    }

    private static Path relative(String path) {
        try {
            Path relative = Path.of(path);
            if (relative.isAbsolute()) {
                throw outside();
            }
            return relative;
        } catch (InvalidPathException e) {
            throw missing();
        }
    }

    /// The path is real, so opening it follows no link: one that was put there since the check is an error.
    private Original open(Path path) throws IOException {
        var attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) {
            throw missing(); // opening a pipe would block
        }
        Instant modified = attributes.lastModifiedTime().toInstant();
        var channel = FileChannel.open(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        try {
            long length = channel.size();
            if (length > maxBytes) {
                throw BodyCollector.tooLarge(maxBytes);
            }
            var body = new FileBody(channel, length, store, Optional.empty(), () -> {});
            return new Original(body, Optional.of(modified), Optional.of(FRESH), false);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static Path realFolder(Path root) {
        try {
            Path real = root.toRealPath();
            if (Files.isDirectory(real)) {
                return real;
            }
        } catch (IOException e) {
            throw new ConfigException("VIGNETTE_SOURCE_ROOT", "cannot read " + root + ": " + e.getMessage());
        }
        throw new ConfigException("VIGNETTE_SOURCE_ROOT", root + " is not a folder");
    }

    private static VignetteException missing() {
        return new VignetteException(ErrorCode.SOURCE_NOT_FOUND, "There is no such local file");
    }

    private static VignetteException outside() {
        return new VignetteException(ErrorCode.SOURCE_NOT_ALLOWED, "The path leads out of the source root");
    }
}

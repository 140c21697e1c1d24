package dev.vignette;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What the server keeps in its data folder.
record CacheFolder(Path data) {
    private static final Path UNFINISHED = Path.of("unfinished");

    /// Files that are being written, or were when the server ended.
    List<Path> parts() {
        return files().filter(this::isPart).toList();
    }

    /// Whole files, the small ones of the house-keeping left out.
    List<Path> kept() {
        return files().filter(file -> !isPart(file) && size(file) > 1000).toList();
    }

    private boolean isPart(Path file) {
        return Stream.iterate(file, path -> !path.equals(data), Path::getParent)
                .anyMatch(path -> path.endsWith(UNFINISHED));
    }

    private Stream<Path> files() {
        try (Stream<Path> tree = Files.walk(data)) {
            return tree.filter(Files::isRegularFile).toList().stream();
        } catch (UncheckedIOException e) {
            return Stream.empty(); // a file went away while the folder was walked
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0; // gone
        }
    }
}

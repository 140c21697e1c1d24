package dev.vignette.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// Where a benchmark works: the project, the folder of originals, and a folder of its own that goes with it.
public record Place(Path project, Path camera, Path scratch) implements AutoCloseable {
    /// From the working folder, which the scripts make the project's, and `VIGNETTE_CORPUS`.
    public static Place here() throws IOException {
        Path project = Path.of("").toAbsolutePath();
        Path corpus = project.resolve(
                Optional.ofNullable(System.getenv("VIGNETTE_CORPUS")).orElse("../shared/corpus"));
        Path camera = corpus.resolve("camera").normalize();
        if (!Files.isDirectory(camera)) {
            throw new IllegalStateException(
                    "no photographs: " + camera + " is absent; VIGNETTE_CORPUS names a folder that holds camera/*.jpg");
        }
        return new Place(project, camera, Files.createTempDirectory("vignette-bench-"));
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(scratch)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

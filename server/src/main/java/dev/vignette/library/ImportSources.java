package dev.vignette.library;

import dev.vignette.error.VignetteException;
import dev.vignette.storage.S3Objects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Finds what an import adds.
final class ImportSources {
    private ImportSources() {}

    /// All files below a folder, but for hidden ones.
    ///
    /// @throws VignetteException `BAD_PARAMETER` when it is no folder
    static List<ImportTask.Source> below(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw VignetteException.badParameter("FROM", folder + " is no folder", List.of("a folder"));
        }
        try (Stream<Path> files = Files.walk(folder.toRealPath())) {
            return files.filter(file -> Files.isRegularFile(file)
                            && !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .map(ImportSources::source)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// All objects below a place in S3.
    static List<ImportTask.Source> of(S3Objects objects) {
        return objects.list()
                .map(object -> new ImportTask.Source(
                        objects.place(object),
                        object.key().substring(object.key().lastIndexOf('/') + 1),
                        object.bytes() + " " + object.etag(),
                        () -> objects.open(object)))
                .toList();
    }

    private static ImportTask.Source source(Path file) {
        try {
            String stamp =
                    Files.size(file) + " " + Files.getLastModifiedTime(file).toMillis();
            return new ImportTask.Source(
                    file.toUri().toString(), file.getFileName().toString(), stamp, () -> Files.newInputStream(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

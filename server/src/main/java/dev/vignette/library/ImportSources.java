package dev.vignette.library;

import dev.vignette.error.VignetteException;
import dev.vignette.storage.S3Objects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Finds what an import adds, folder by folder or page by page: there may be more than memory holds the names of.
///
/// @param listing begins anew each time
record ImportSources(Supplier<Stream<ImportTask.Source>> listing) {
    private static final String DESCRIPTION = ".json";

    /// All files below a folder, but for hidden ones, those in hidden folders, and the descriptions that an export
    /// writes beside images. Links to files are followed, those to folders are not.
    ///
    /// @throws VignetteException `BAD_PARAMETER` when it is no folder
    static ImportSources below(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw VignetteException.badParameter("FROM", folder + " is no folder", List.of("a folder"));
        }
        try {
            Path real = folder.toRealPath();
            return new ImportSources(() -> files(real).map(ImportSources::source));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// All objects below a place in S3, but for the descriptions that an export writes.
    static ImportSources of(S3Objects objects) {
        return new ImportSources(() -> objects.list()
                .filter(object -> isWanted(name(object)))
                .map(object -> new ImportTask.Source(
                        objects.place(object),
                        name(object),
                        object.bytes() + " " + object.etag(),
                        () -> objects.open(object))));
    }

    /// How many there are at the moment.
    long count() {
        try (Stream<ImportTask.Source> all = list()) {
            return all.count();
        }
    }

    Stream<ImportTask.Source> list() {
        return listing.get();
    }

    private static String name(S3Objects.Found object) {
        return object.key().substring(object.key().lastIndexOf('/') + 1);
    }

    /// In the order of their names. A folder is read when those before it are done with.
    private static Stream<Path> files(Path folder) {
        try (Stream<Path> within = Files.list(folder)) {
            List<Path> sorted =
                    within.filter(path -> !name(path).startsWith(".")).sorted().toList();
            return sorted.stream()
                    .flatMap(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                            ? files(path)
                            : Stream.of(path).filter(file -> Files.isRegularFile(file) && isWanted(name(file))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }

    /// An export calls the description of an image by its id.
    private static boolean isWanted(String name) {
        return !name.endsWith(DESCRIPTION)
                || ImageId.parse(name.substring(0, name.length() - DESCRIPTION.length()))
                        .isEmpty();
    }

    private static ImportTask.Source source(Path file) {
        try {
            String stamp =
                    Files.size(file) + " " + Files.getLastModifiedTime(file).toMillis();
            return new ImportTask.Source(file.toUri().toString(), name(file), stamp, () -> Files.newInputStream(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

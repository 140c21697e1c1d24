package dev.vignette.library;

import dev.vignette.error.VignetteException;
import dev.vignette.storage.S3Objects;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Finds what an import adds, folder by folder or page by page: there may be more than memory holds the names of.
///
/// @param listing begins anew each time
/// @param finding finds again what was listed, by its place and its stamp
record ImportSources(Supplier<Stream<ImportTask.Source>> listing, Finding finding) {
    private static final String DESCRIPTION = ".json";

    /// Finds a source.
    @FunctionalInterface
    interface Finding {
        ImportTask.Opening find(String place, String stamp);
    }

    /// What was listed before.
    ImportTask.Source source(String place, String name, String stamp) {
        return new ImportTask.Source(place, name, stamp, finding.find(place, stamp));
    }

    /// All files below a folder, but for hidden ones, those in hidden folders, and the descriptions that an export
    /// writes beside images. Links to folders are not followed.
    ///
    /// @param links whether those to files are
    /// @throws VignetteException `BAD_PARAMETER` when it is no folder
    static ImportSources below(Path folder, boolean links) {
        if (!Files.isDirectory(folder)) {
            throw VignetteException.badParameter("FROM", folder + " is no folder", List.of("a folder"));
        }
        LinkOption[] options = links ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
        try {
            Path real = folder.toRealPath();
            return new ImportSources(
                    () -> files(real, options).map(file -> source(file, options)),
                    (place, _) -> () -> open(Path.of(URI.create(place)), options));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// All objects below a place in S3, but for the descriptions that an export writes.
    static ImportSources of(S3Objects objects) {
        return new ImportSources(
                () -> objects.list()
                        .filter(object -> isWanted(name(object)))
                        .map(object -> new ImportTask.Source(
                                objects.place(object),
                                name(object),
                                object.bytes() + " " + object.etag(),
                                () -> objects.open(object))),
                (place, stamp) -> () -> objects.open(objects.at(place, Long.parseLong(stamp.split(" ", 2)[0]))));
    }

    /// Without links nothing on the way to the file is one.
    private static InputStream open(Path file, LinkOption... options) throws IOException {
        if (options.length > 0 && !file.toRealPath().equals(file)) {
            throw new IOException("there is a link on the way to it");
        }
        return Files.newInputStream(file, options);
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

    /// In the order of their names. A folder is read when those before it are done with; one that cannot be read stands
    /// for its files, and fails as a file does.
    private static Stream<Path> files(Path folder, LinkOption... options) {
        try (Stream<Path> within = Files.list(folder)) {
            List<Path> sorted =
                    within.filter(path -> !name(path).startsWith(".")).sorted().toList();
            return sorted.stream()
                    .flatMap(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                            ? files(path, options)
                            : Stream.of(path)
                                    .filter(file -> Files.isRegularFile(file, options) && isWanted(name(file))));
        } catch (IOException _) {
            return Stream.of(folder);
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

    /// What is no longer there fails when it is opened: the others are still to be added.
    private static ImportTask.Source source(Path file, LinkOption... options) {
        try {
            String stamp =
                    Files.size(file) + " " + Files.getLastModifiedTime(file).toMillis();
            return new ImportTask.Source(file.toUri().toString(), name(file), stamp, () -> open(file, options));
        } catch (IOException e) {
            return new ImportTask.Source(file.toUri().toString(), name(file), "", () -> {
                throw e;
            });
        }
    }
}

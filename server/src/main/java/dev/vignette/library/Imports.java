package dev.vignette.library;

import dev.vignette.auth.Principal;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.storage.BlobConfig;
import dev.vignette.storage.S3Objects;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Adds the images of a place a few at a time. Blocking.
public final class Imports {
    private final Upload.Means uploads;
    private final BlobConfig blobs;

    Imports(Upload.Means uploads, BlobConfig blobs) {
        this.uploads = uploads;
        this.blobs = blobs;
    }

    /// A file that can be added.
    ///
    /// @param place it is known by for ever, as its path or its URL
    /// @param stamp which is another when the file is
    public record Item(String place, String name, String stamp) {}

    /// Who owns what is added, and what is said of it.
    ///
    /// @param by who adds it
    public record Terms(Principal by, String owner, List<String> teams, List<String> tags) {
        /// @throws VignetteException `BAD_PARAMETER` when a tag or a team is no name, or nobody can be the owner
        public Terms {
            if (!Principal.isSubject(owner)) {
                throw VignetteException.badParameter(
                        "owner", "This can be no owner", List.of("1 to 255 visible characters"));
            }
            var _ = new Details("", "", tags, teams, Map.of());
        }

        UploadRequest request() {
            return new UploadRequest(
                    by,
                    owner,
                    ApiVersion.V2,
                    new Details("", "", tags, teams, Map.of()),
                    Conversion.NONE,
                    List.of(),
                    Optional.empty(),
                    false);
        }
    }

    /// A place that is imported from; to be closed.
    public final class Place implements AutoCloseable {
        private final ImportSources sources;
        private final Optional<S3Objects> objects;

        private Place(ImportSources sources, Optional<S3Objects> objects) {
            this.sources = sources;
            this.objects = objects;
        }

        /// What is there now behind a file, which need not be there any more; always in the same order. To be closed.
        ///
        /// @param after the place of the file; empty for all
        public Stream<Item> list(Optional<String> after) {
            Stream<Item> all = sources.list().map(source -> new Item(source.place(), source.name(), source.stamp()));
            return after.map(last -> all.dropWhile(item -> compare(item.place(), last) <= 0))
                    .orElse(all);
        }

        /// In the order of the list: of folders by the names on the way to a file, of objects by their keys.
        private int compare(String place, String other) {
            return objects.isPresent()
                    ? Arrays.compareUnsigned(
                            place.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8))
                    : compare(Path.of(URI.create(place)), Path.of(URI.create(other)));
        }

        private static int compare(Path file, Path other) {
            for (int i = 0; i < Math.min(file.getNameCount(), other.getNameCount()); i++) {
                int order = file.getName(i).compareTo(other.getName(i));
                if (order != 0) {
                    return order;
                }
            }
            return Integer.compare(file.getNameCount(), other.getNameCount());
        }

        /// Adds a file, unless it was added before.
        ///
        /// @return whether it is new
        /// @throws VignetteException as an upload does; `SOURCE_NOT_FOUND` when it cannot be read
        public boolean add(Item item, Terms terms) {
            try {
                return ImportTask.add(
                        uploads, terms.request(), sources.source(item.place(), item.name(), item.stamp()));
            } catch (IOException e) {
                throw new VignetteException(ErrorCode.SOURCE_NOT_FOUND, "The file cannot be read", e);
            }
        }

        @Override
        public void close() {
            objects.ifPresent(S3Objects::close);
        }
    }

    /// Nothing is read by way of links.
    ///
    /// @param from a folder, or an `s3:` URL
    /// @throws VignetteException `BAD_PARAMETER` when it is neither
    public Place open(String from) {
        if (!S3Objects.isUrl(from)) {
            return new Place(ImportSources.below(Path.of(from), false), Optional.empty());
        }
        var objects = S3Objects.below(from, blobs);
        return new Place(ImportSources.of(objects), Optional.of(objects));
    }
}

package dev.vignette.cache;

import java.util.Optional;
import java.util.function.Supplier;

/// What is to become of the file of a rendition.
sealed interface Change {
    /// It is written, in the place of the one that is there.
    record Put(Entry entry) implements Change {}

    /// The one that is there gets more tags.
    record Tag(RenditionKey key, Tags tags) implements Change {}

    /// It is deleted.
    record Drop() implements Change {}

    /// This and what was to be done before it, in one.
    default Change after(Change before) {
        return switch (this) {
            case Put _, Drop _ -> this;
            case Tag(RenditionKey key, Tags tags) ->
                switch (before) {
                    case Put(Entry entry) -> new Put(entry.and(tags));
                    case Tag other -> new Tag(key, other.tags().and(tags.names()));
                    case Drop _ -> before;
                };
        };
    }

    /// The rendition as it will be.
    ///
    /// @param file what is there now
    default Optional<Entry> of(Supplier<Optional<Entry>> file) {
        return switch (this) {
            case Put(Entry entry) -> Optional.of(entry);
            case Tag tag -> file.get().map(entry -> entry.and(tag.tags()));
            case Drop _ -> Optional.empty();
        };
    }

    /// The source of the rendition, when a purge covers it.
    default Optional<String> covered(Purge purge) {
        return switch (this) {
            case Put(Entry entry) -> covered(purge, entry.key(), entry.tags());
            case Tag(RenditionKey key, Tags tags) -> covered(purge, key, tags);
            case Drop _ -> Optional.empty();
        };
    }

    private static Optional<String> covered(Purge purge, RenditionKey key, Tags tags) {
        return Optional.of(key.source()).filter(source -> purge.covers(source, tags));
    }

    /// What it holds in memory, in bytes.
    default int weight() {
        return switch (this) {
            case Put(Entry entry) -> entry.weight();
            case Tag _, Drop _ -> 0;
        };
    }
}

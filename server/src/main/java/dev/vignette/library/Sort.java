package dev.vignette.library;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/// The order of a list, always to its end by the id, so that no two images are in the same place.
///
/// @param descending the largest first
record Sort(Key key, boolean descending) {
    static final Sort NEWEST = new Sort(Key.CREATED, true);

    /// What is compared.
    enum Key {
        /// The id itself tells it.
        CREATED("created", "id"),
        MODIFIED("modified", "modified"),
        BYTES("bytes", "bytes");

        private final String parameter;
        private final String column;

        Key(String parameter, String column) {
            this.parameter = parameter;
            this.column = column;
        }

        String column() {
            return column;
        }
    }

    /// Reads `created`, `-created` and so on; the minus turns the order round.
    static Optional<Sort> parse(String text) {
        boolean descending = text.startsWith("-");
        String name = descending ? text.substring(1) : text;
        return Arrays.stream(Key.values())
                .filter(key -> key.parameter.equals(name))
                .findFirst()
                .map(key -> new Sort(key, descending));
    }

    /// As it is written in a URL.
    String text() {
        return (descending ? "-" : "") + key.parameter;
    }

    /// What stands in the sorted column of an image; of no meaning where the id is all.
    long value(StoredImage image) {
        return switch (key) {
            case CREATED -> 0;
            case MODIFIED -> image.modified().toEpochMilli();
            case BYTES -> image.content().bytes();
        };
    }

    /// The same order, for images that are in memory.
    Comparator<StoredImage> order() {
        Comparator<StoredImage> order = Comparator.comparingLong(this::value)
                .thenComparing(image -> image.id().text());
        return descending ? order.reversed() : order;
    }

    /// The bounds of ids made in a span of time.
    ///
    /// @param from the first id may be this
    /// @param before all ids are below this
    record Span(Optional<String> from, Optional<String> before) {
        static Span of(Optional<Instant> from, Optional<Instant> before) {
            return new Span(from.map(ImageId::lowestAt), before.map(ImageId::lowestAt));
        }
    }
}

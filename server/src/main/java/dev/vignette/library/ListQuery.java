package dev.vignette.library;

import java.util.Objects;
import java.util.Optional;

/// One page of a list.
///
/// @param limit how many images it has at most
/// @param cursor where the page before ended
record ListQuery(ImageFilter filter, Sort sort, int limit, Optional<Cursor> cursor) {
    /// What a cursor of this list is known by.
    static int fingerprint(ImageFilter filter, Sort sort) {
        return Objects.hash(filter.toString(), sort.text());
    }

    int fingerprint() {
        return fingerprint(filter, sort);
    }
}

package dev.vignette.library;

import dev.vignette.image.Format;
import java.util.List;
import java.util.Optional;

/// Which images a list shows; all that is given must hold.
///
/// @param tags all of these
/// @param created bounds of the id, which tells the time
/// @param minBytes inclusive
/// @param maxBytes inclusive
record ImageFilter(
        Optional<String> owner,
        Optional<String> team,
        List<String> tags,
        Optional<Format> format,
        Optional<Long> minBytes,
        Optional<Long> maxBytes,
        Sort.Span created) {
    static final ImageFilter ALL = new ImageFilter(
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new Sort.Span(Optional.empty(), Optional.empty()));
}

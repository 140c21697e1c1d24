package dev.vignette.library;

import dev.vignette.auth.ShareLink;
import dev.vignette.auth.ShareLinks;
import dev.vignette.contract.Given;
import java.util.List;
import java.util.Optional;

/// A page of a list of shared links, newest first.
///
/// @param list what it is a page of
record LinkPage(Given given, String list) {
    private static final int USUAL = 50;

    private int limit() {
        return given.number("limit").map(Long::intValue).orElse(USUAL);
    }

    private int fingerprint() {
        return list.hashCode();
    }

    /// What to look for: one more than the page has, so that it is seen whether another follows.
    ShareLinks.Span span() {
        return given.text("cursor")
                .map(text -> Cursor.parse(text, fingerprint()))
                .map(cursor -> new ShareLinks.Span(cursor.value(), cursor.id(), limit() + 1))
                .orElseGet(() -> ShareLinks.Span.first(limit() + 1));
    }

    /// Of what was found, what the page has.
    List<ShareLink> links(List<ShareLink> found) {
        return found.subList(0, Math.min(limit(), found.size()));
    }

    /// Where the next page goes on.
    Optional<Cursor> next(List<ShareLink> found) {
        return found.size() > limit()
                ? Optional.of(Cursor.after(links(found).getLast(), fingerprint()))
                : Optional.empty();
    }
}

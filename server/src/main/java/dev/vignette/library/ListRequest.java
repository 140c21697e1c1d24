package dev.vignette.library;

import dev.vignette.contract.Given;
import dev.vignette.image.Format;
import java.util.Optional;

/// Reads the parameters of a list.
final class ListRequest {
    private static final int USUAL = 50;

    private ListRequest() {}

    static ListQuery of(Given given) {
        var filter = new ImageFilter(
                given.text("owner").map(Details::normal),
                given.text("team").map(Details::normal),
                given.texts("tag").stream()
                        .map(Details::normal)
                        .distinct()
                        .sorted()
                        .toList(),
                given.text("format").flatMap(Format::named),
                given.number("minBytes"),
                given.number("maxBytes"),
                Sort.Span.of(given.time("createdFrom"), given.time("createdBefore")));
        Sort sort = given.text("sort").flatMap(Sort::parse).orElse(Sort.NEWEST);
        int limit = given.number("limit").map(Long::intValue).orElse(USUAL);
        int list = ListQuery.fingerprint(filter, sort);
        Optional<Cursor> cursor = given.text("cursor").map(text -> Cursor.parse(text, list));
        return new ListQuery(filter, sort, limit, cursor);
    }
}

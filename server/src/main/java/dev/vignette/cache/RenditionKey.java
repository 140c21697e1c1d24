package dev.vignette.cache;

/// What a rendition is known by.
///
/// @param source the text of its source's URL: what it is removed by
/// @param form all that tells it from the others of this source: the options, and the formats that may be chosen from
public record RenditionKey(String source, String form) {
    int weight() {
        return 2 * (source.length() + form.length());
    }
}

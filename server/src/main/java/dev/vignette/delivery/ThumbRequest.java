package dev.vignette.delivery;

import dev.vignette.cache.RenditionKey;
import dev.vignette.options.Options;

/// What one request line asks for.
///
/// @param negotiated whether the format depends on what the client accepts
/// @param accepted the formats that count then
/// @param key of the rendition in the cache
record ThumbRequest(
        Envelope envelope, Options options, boolean negotiated, AcceptedFormats accepted, RenditionKey key) {
    static ThumbRequest of(Envelope envelope, Options options, boolean negotiated, AcceptedFormats accepted) {
        var key = new RenditionKey(envelope.source().toString(), new Wanted(options, accepted.formats()).form());
        return new ThumbRequest(envelope, options, negotiated, accepted, key);
    }
}

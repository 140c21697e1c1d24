package dev.vignette.delivery;

import dev.vignette.cache.CachedRendition;
import dev.vignette.http.Answer;
import dev.vignette.http.Exchange;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;

/// The answer that carries a rendition, or says that the client has it already.
final class ImageAnswer {
    private ImageAnswer() {}

    /// @param negotiated whether the answer depended on what the client accepts
    static Answer of(
            Exchange exchange,
            CachedRendition rendition,
            Envelope envelope,
            boolean negotiated,
            String timing,
            Instant now) {
        Duration age = age(rendition, now);
        var headers = new LinkedHashMap<String, String>();
        headers.put("ETag", rendition.etag());
        headers.put("Cache-Control", CacheControl.of(rendition.freshFor(), age, envelope.expires(), now));
        headers.put("Age", Long.toString(age.toSeconds()));
        headers.put("Server-Timing", timing);
        rendition.lastModified().ifPresent(time -> headers.put("Last-Modified", HttpDate.of(time)));
        if (negotiated) {
            headers.put("Vary", "Accept");
        }
        if (Etag.isKnown(exchange, rendition.etag())) {
            return Answer.empty(304, headers);
        }
        var format = rendition.image().format();
        headers.put("Content-Type", format.mediaType());
        envelope.download()
                .ifPresent(name -> headers.put("Content-Disposition", ContentDisposition.attachment(name, format)));
        return new Answer(200, headers, rendition.image().bytes());
    }

    /// In whole seconds; zero when the clock was set back meanwhile.
    private static Duration age(CachedRendition rendition, Instant now) {
        long seconds = Duration.between(rendition.made(), now).toSeconds();
        return Duration.ofSeconds(Math.max(0, seconds));
    }
}

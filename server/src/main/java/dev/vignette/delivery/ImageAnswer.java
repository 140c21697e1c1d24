package dev.vignette.delivery;

import dev.vignette.cache.CachedRendition;
import dev.vignette.http.Answer;
import dev.vignette.http.Exchange;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;

/// The answer that carries a rendition, or says that the client has it already.
final class ImageAnswer {
    /// `IMF-fixdate` of RFC 9110, section 5.6.7.
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private ImageAnswer() {}

    /// @param negotiated whether the answer depended on what the client accepts
    static Answer of(
            Exchange exchange,
            CachedRendition rendition,
            Envelope envelope,
            boolean negotiated,
            String timing,
            Instant now) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("ETag", rendition.etag());
        headers.put("Cache-Control", cacheControl(rendition, envelope, now));
        headers.put("Age", Long.toString(age(rendition, now)));
        headers.put("Server-Timing", timing);
        rendition.lastModified().ifPresent(time -> headers.put("Last-Modified", HTTP_DATE.format(time)));
        if (negotiated) {
            headers.put("Vary", "Accept");
        }
        if (exchange.header("If-None-Match")
                .filter(tags -> Etag.matches(tags, rendition.etag()))
                .isPresent()) {
            return Answer.empty(304, headers);
        }
        headers.put("Content-Type", rendition.image().format().mediaType());
        envelope.download().ifPresent(name -> headers.put("Content-Disposition", attachment(name, rendition)));
        return new Answer(200, headers, rendition.image().bytes());
    }

    private static String cacheControl(CachedRendition rendition, Envelope envelope, Instant now) {
        Duration fresh = rendition.freshFor();
        if (fresh.isZero()) {
            return "no-store";
        }
        Duration age = Duration.ofSeconds(age(rendition, now));
        // A link that ends takes its answers along; `max-age` counts from when the rendition was made.
        Duration linkEnds = envelope.expires()
                .map(end -> Duration.between(now, end).plus(age))
                .orElse(fresh);
        long seconds = Math.max(0, Math.min(fresh.toSeconds(), linkEnds.toSeconds()));
        return "public, max-age=" + seconds;
    }

    private static long age(CachedRendition rendition, Instant now) {
        return Math.max(0, ChronoUnit.SECONDS.between(rendition.made(), now));
    }

    /// RFC 6266: a plain name for all, and the true one in UTF-8.
    private static String attachment(String name, CachedRendition rendition) {
        if (name.isEmpty()) {
            return "attachment";
        }
        String extension = "." + rendition.image().format().extension();
        String whole = name.contains(".") ? name : name + extension;
        String plain = whole.replaceAll("[^A-Za-z0-9._ -]", "_");
        String encoded = URLEncoder.encode(whole, StandardCharsets.UTF_8).replace("+", "%20");
        return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded;
    }
}

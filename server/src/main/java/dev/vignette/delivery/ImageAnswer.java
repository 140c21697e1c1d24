package dev.vignette.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.vignette.cache.CachedRendition;
import dev.vignette.cache.Content;
import dev.vignette.cache.Found;
import dev.vignette.cache.StaleWindows;
import dev.vignette.http.Answer;
import dev.vignette.http.Body;
import dev.vignette.http.Exchange;
import dev.vignette.http.Headers;
import dev.vignette.http.HttpDate;
import dev.vignette.http.Preconditions;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;

/// The answer that carries a rendition, or says that the client has it already.
final class ImageAnswer {
    private static final CharSequence CACHE_CONTROL = HttpHeaders.createOptimized("Cache-Control");
    private static final CharSequence AGE = HttpHeaders.createOptimized("Age");
    private static final CharSequence VARY = HttpHeaders.createOptimized("Vary");
    private static final CharSequence CONTENT_TYPE = HttpHeaders.createOptimized("Content-Type");
    private static final CharSequence CONTENT_DISPOSITION = HttpHeaders.createOptimized("Content-Disposition");
    private static final CharSequence SERVER_TIMING = HttpHeaders.createOptimized("Server-Timing");
    private static final CharSequence CACHE_STATUS = HttpHeaders.createOptimized("Cache-Status");
    private static final CharSequence CACHE_TAG = HttpHeaders.createOptimized("Cache-Tag");

    /// What all answers with a rendition say of it, made once and kept as long as the rendition is.
    private final Cache<CachedRendition, Headers> ready =
            Caffeine.newBuilder().weakKeys().build();

    private final StaleWindows windows;
    private final boolean forOneClient;

    /// @param windows for how long answers may be used when they are no longer fresh
    ImageAnswer(StaleWindows windows) {
        this(windows, false);
    }

    private ImageAnswer(StaleWindows windows, boolean forOneClient) {
        this.windows = windows;
        this.forOneClient = forOneClient;
    }

    /// For what not everybody may see: kept by that client alone, which asks each time whether it still may.
    static ImageAnswer forOneClient() {
        return new ImageAnswer(StaleWindows.NONE, true);
    }

    /// @param timing where the time went, as [ServerTiming] tells it
    Answer of(Exchange exchange, Found found, ThumbRequest request, String timing, Instant now) {
        CachedRendition rendition = found.rendition();
        Envelope envelope = request.envelope();
        Duration age = age(rendition, now);
        String control = forOneClient
                ? CacheControl.FOR_ONE_CLIENT
                : CacheControl.of(rendition.freshFor(), windows, age, envelope.expires(), now);
        Headers headers = ready.get(rendition, ImageAnswer::headers)
                .with(CACHE_CONTROL, control)
                .with(AGE, Long.toString(age.toSeconds()))
                .with(CACHE_STATUS, CacheStatus.of(found, age))
                .with(SERVER_TIMING, timing);
        if (!envelope.tags().isEmpty()) {
            headers = headers.with(CACHE_TAG, String.join(",", envelope.tags()));
        }
        if (request.negotiated()) {
            headers = headers.with(VARY, "Accept");
        }
        if (Preconditions.isKnown(exchange, rendition.etag(), rendition.lastModified())) {
            return Answer.empty(304, headers);
        }
        var format = rendition.format();
        headers = headers.with(CONTENT_TYPE, format.mediaType());
        if (envelope.download().isPresent()) {
            headers = headers.with(
                    CONTENT_DISPOSITION,
                    ContentDisposition.attachment(envelope.download().get(), format));
        }
        return new Answer(200, headers, body(rendition));
    }

    private static Body body(CachedRendition rendition) {
        return switch (rendition.content()) {
            case Content.InMemory(byte[] bytes) -> new Body.Bytes(bytes);
            case Content.InFile file -> new Body.FileRegion(file::open, file.offset(), file.length());
        };
    }

    private static Headers headers(CachedRendition rendition) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("ETag", rendition.etag());
        rendition.lastModified().ifPresent(time -> fields.put("Last-Modified", HttpDate.of(time)));
        return Headers.of(fields);
    }

    /// In whole seconds; zero when the clock was set back meanwhile.
    private static Duration age(CachedRendition rendition, Instant now) {
        long seconds = Duration.between(rendition.made(), now).toSeconds();
        return Duration.ofSeconds(Math.max(0, seconds));
    }
}

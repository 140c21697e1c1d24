package dev.vignette.http;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Answers of JSON, for the client that asked alone.
public final class JsonAnswer {
    /// In milliseconds always, so that texts of times are in the order of times.
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    private JsonAnswer() {}

    /// A time, as answers tell it.
    public static String time(Instant time) {
        return TIME.format(time);
    }

    /// What may be kept by the client, who asks each time whether it is still so.
    public static Answer of(JsonObject body, Map<String, String> headers) {
        return answer(200, body, "private, no-cache", headers);
    }

    /// What came of a change.
    public static Answer changed(int status, JsonObject body, Map<String, String> headers) {
        return answer(status, body, "no-store", headers);
    }

    /// Something is gone.
    public static Answer nothing() {
        return Answer.empty(204, Headers.of(Map.of("Cache-Control", "no-store")));
    }

    /// The client has what the tag stands for.
    public static Answer unchanged(String etag) {
        return Answer.empty(304, Headers.of(Map.of("Cache-Control", "private, no-cache", "ETag", etag)));
    }

    private static Answer answer(int status, JsonObject body, String caching, Map<String, String> headers) {
        var all = new LinkedHashMap<>(headers);
        all.put("Content-Type", "application/json");
        all.put("Cache-Control", caching);
        return new Answer(status, all, body.encode().getBytes(StandardCharsets.UTF_8));
    }
}

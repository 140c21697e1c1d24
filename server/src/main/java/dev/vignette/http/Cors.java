package dev.vignette.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What browsers let pages of other origins do (the Fetch standard, section 3.3).
final class Cors {
    /// The fields of an answer that a page may read besides those it may always.
    private static final String EXPOSED = String.join(
            ", ",
            "Accept-Ranges, Content-Range, Content-Disposition, Content-Location, ETag, Link, Location, Retry-After, X-Request-Id",
            "Cache-Status, Server-Timing, RateLimit, RateLimit-Policy, Idempotency-Key",
            "Tus-Resumable, Tus-Version, Tus-Extension, Tus-Max-Size, Tus-Checksum-Algorithm",
            "Upload-Offset, Upload-Length, Upload-Metadata, Upload-Expires");

    private static final Pattern FIELD_NAMES = Pattern.compile("[A-Za-z0-9-]+( *, *[A-Za-z0-9-]+)*");
    private static final int LONGEST_FIELD_NAMES = 1000;

    private final CorsConfig config;

    Cors(CorsConfig config) {
        this.config = config;
    }

    boolean isOn() {
        return !config.origins().isEmpty();
    }

    /// Tells in the answer whether the page that asks may read it.
    void put(HttpServerRequest request) {
        MultiMap headers = request.response().headers();
        if (!config.any()) {
            headers.add("Vary", "Origin");
        }
        if (isAllowed(request.getHeader("Origin"))) {
            headers.set("Access-Control-Allow-Origin", config.any() ? "*" : request.getHeader("Origin"));
            headers.set("Access-Control-Expose-Headers", EXPOSED);
            if (config.credentials()) {
                headers.set("Access-Control-Allow-Credentials", "true");
            }
        }
    }

    private boolean isAllowed(@Nullable String origin) {
        return origin != null && (config.any() || config.origins().contains(origin));
    }

    /// The answer to the question whether a page may send a request; empty when the request is no such question.
    ///
    /// @param methods those of the path
    Optional<Answer> preflight(HttpServerRequest request, List<String> methods) {
        if (!request.method().name().equals("OPTIONS")
                || !request.headers().contains("Access-Control-Request-Method")
                || !isAllowed(request.getHeader("Origin"))) {
            return Optional.empty();
        }
        var fields = new HashMap<>(Map.of(
                "Access-Control-Allow-Methods", String.join(", ", methods),
                "Access-Control-Max-Age", Long.toString(config.maxAge().toSeconds())));
        String asked = request.getHeader("Access-Control-Request-Headers");
        if (asked != null
                && asked.length() <= LONGEST_FIELD_NAMES
                && FIELD_NAMES.matcher(asked).matches()) {
            fields.put("Access-Control-Allow-Headers", asked);
        }
        return Optional.of(Answer.empty(204, Headers.of(fields)));
    }
}

package dev.vignette.http;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns a failure into the answer that tells of it: `application/problem+json` (RFC 9457), never to be cached.
final class Problem {
    private static final Logger LOG = LoggerFactory.getLogger(Problem.class);

    private Problem() {}

    static Answer of(Throwable thrown, String requestId) {
        VignetteException failure = failure(thrown);
        if (failure.code().reported()) {
            LOG.error("request {} failed", requestId, failure);
        }
        ErrorCode code = failure.code();
        var body = new JsonObject()
                .put("type", "about:blank")
                .put("title", code.title())
                .put("status", code.status())
                .put("code", code.code())
                .put("detail", failure.getMessage());
        failure.parameter().ifPresent(parameter -> body.put("parameter", parameter));
        if (!failure.allowed().isEmpty()) {
            body.put("allowed", new JsonArray(failure.allowed()));
        }
        body.put("requestId", requestId);

        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "application/problem+json");
        headers.put("Cache-Control", "no-store");
        if (code.status() == 401) {
            headers.put("WWW-Authenticate", "Bearer"); // RFC 6750
        }
        if (code.status() == 429 || code.status() == 503) {
            headers.put("Retry-After", Long.toString(failure.retryAfter().toSeconds()));
        }
        return new Answer(code.status(), headers, body.encode().getBytes(StandardCharsets.UTF_8));
    }

    /// The failure that is told; of anything unforeseen it is `INTERNAL`.
    static VignetteException failure(Throwable thrown) {
        Throwable cause = thrown;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof VignetteException failure
                ? failure
                : new VignetteException(ErrorCode.INTERNAL, "The request could not be answered", cause);
    }
}

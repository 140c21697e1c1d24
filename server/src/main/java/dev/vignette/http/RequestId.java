package dev.vignette.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/// The id that a request is known by in answers and logs: the client's own where it is harmless, else a random one.
final class RequestId {
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private RequestId() {}

    static String of(HttpServerRequest request) {
        String own = request.getHeader("X-Request-Id");
        return own != null && HARMLESS.matcher(own).matches() ? own : random();
    }

    /// It tells requests apart and guards nothing, so it need not be hard to guess.
    private static String random() {
        var random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}

package dev.vignette.http;

import dev.vignette.error.VignetteException;
import dev.vignette.telemetry.RequestContext;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One line a request. The query is not in it: signatures and the secrets of sources stand there; of the source, the
/// host is told.
final class AccessLog {
    private static final Logger LOG = LoggerFactory.getLogger("vignette.access");

    /// The host of an `http` URL, without user-info and port; or the word `local`.
    private static final Pattern HOST = Pattern.compile("(?i)https?://(?:[^/?#@]*@)?(\\[[^]]*]|[^/?#:]*).*|(local):.*");

    private static final Pattern CACHE = Pattern.compile("cache;desc=(\\w+)");

    private AccessLog() {}

    static void write(HttpServerRequest request, Answer answer, RequestContext context, long nanos) {
        var line = LOG.atInfo()
                .addKeyValue("requestId", context.id())
                .addKeyValue("method", request.method().name())
                .addKeyValue("path", request.path())
                .addKeyValue("source", source(request))
                .addKeyValue("status", answer.status())
                .addKeyValue("bytes", answer.body().length())
                .addKeyValue("millis", Math.round(nanos / 1e3) / 1e3)
                .addKeyValue("cache", cache(answer));
        context.trace().id().ifPresent(id -> {
            var _ = line.addKeyValue("traceId", id);
        });
        line.log("answered");
    }

    private static String source(HttpServerRequest request) {
        try {
            return QueryString.single("url", QueryString.parse(request.query()))
                    .map(HOST::matcher)
                    .filter(Matcher::matches)
                    .map(host -> host.group(1) == null ? "local" : host.group(1).toLowerCase(Locale.ROOT))
                    .orElse("-");
        } catch (VignetteException e) {
            return "-"; // the answer says what is wrong with the query
        }
    }

    private static String cache(Answer answer) {
        Matcher state = CACHE.matcher(answer.headers().value("Server-Timing"));
        return state.find() ? state.group(1) : "-";
    }
}

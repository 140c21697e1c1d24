package dev.vignette.source;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.telemetry.Deadline;
import dev.vignette.telemetry.RequestContext;
import io.vertx.core.Vertx;
import io.vertx.core.net.TrustOptions;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Fetches originals over HTTP. Blocking: meant for virtual threads, any number of them.
final class HttpOriginals implements AutoCloseable {
    private final SourceConfig config;
    private final OriginClient client;
    private final Semaphore permits;

    HttpOriginals(Vertx vertx, SourceConfig config) {
        this(vertx, config, Optional.empty());
    }

    HttpOriginals(Vertx vertx, SourceConfig config, Optional<TrustOptions> trust) {
        this.config = config;
        client = new OriginClient(vertx, config, trust);
        permits = new Semaphore(config.maxConcurrency());
    }

    /// Fetches the whole file, within the source's own time-out and the deadline of the current request, whichever is
    /// the sooner.
    ///
    /// @throws VignetteException `SOURCE_NOT_ALLOWED` (a host or address that is refused, also after a
    ///     redirect), `SOURCE_NOT_FOUND` (404 and 410), `SOURCE_TOO_LARGE`, `SOURCE_TIMEOUT`, `OVERLOADED`
    ///     (no turn in time), and `SOURCE_FAILED` for everything else that an origin can do wrong
    Original fetch(SourceUrl.Remote url) {
        Deadline deadline = deadline();
        takePermit(deadline);
        try {
            return follow(url, deadline);
        } finally {
            permits.release();
        }
    }

    private Deadline deadline() {
        return RequestContext.CURRENT.isBound()
                ? Deadline.after(RequestContext.current().deadline().remainingUpTo(config.timeout()))
                : Deadline.after(config.timeout());
    }

    private void takePermit(Deadline deadline) {
        try {
            if (!permits.tryAcquire(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                throw new VignetteException(ErrorCode.OVERLOADED, "Too many sources are being fetched");
            }
        } catch (InterruptedException e) {
            throw Phase.interrupted(e);
        }
    }

    private Original follow(SourceUrl.Remote url, Deadline deadline) {
        SourceUrl.Remote target = url;
        for (int hop = 0; hop <= config.maxRedirects(); hop++) {
            switch (exchange(target, deadline)) {
                case Found(Original original) -> {
                    return original;
                }
                case Moved(SourceUrl.Remote next) -> target = next;
            }
        }
        throw new VignetteException(
                ErrorCode.SOURCE_FAILED, "The source redirects more than " + config.maxRedirects() + " times");
    }

    private Step exchange(SourceUrl.Remote target, Deadline deadline) {
        OriginAnswer answer = client.get(target, deadline);
        return switch (answer.status()) {
            case 200, 203 -> new Found(original(answer, deadline));
            case 301, 302, 303, 307, 308 -> moved(target, answer, deadline);
            case 404, 410 -> throw unwanted(ErrorCode.SOURCE_NOT_FOUND, answer, deadline);
            default -> throw unwanted(ErrorCode.SOURCE_FAILED, answer, deadline);
        };
    }

    private Original original(OriginAnswer answer, Deadline deadline) {
        ContentCoding coding = ContentCoding.named(String.join(",", answer.headers("Content-Encoding")))
                .orElseThrow(() -> {
                    answer.discard(deadline);
                    return new VignetteException(
                            ErrorCode.SOURCE_FAILED, "The source answered in a content encoding that is not known");
                });
        int cap = (int) config.maxBytes().bytes();
        byte[] bytes = coding.decode(answer.body(cap, deadline), cap);
        return new Original(
                bytes,
                answer.header("Last-Modified").flatMap(Freshness::lastModified),
                Freshness.maxAge(answer.headers("Cache-Control")));
    }

    private static Step moved(SourceUrl.Remote from, OriginAnswer answer, Deadline deadline) {
        answer.discard(deadline);
        return new Moved(Redirect.target(from, answer.header("Location").orElse("")));
    }

    private static VignetteException unwanted(ErrorCode code, OriginAnswer answer, Deadline deadline) {
        answer.discard(deadline);
        return new VignetteException(code, "The source answered with status " + answer.status());
    }

    @Override
    public void close() {
        client.close();
    }

    /// What one exchange with an origin led to.
    private sealed interface Step {}

    private record Found(Original original) implements Step {}

    private record Moved(SourceUrl.Remote next) implements Step {}
}

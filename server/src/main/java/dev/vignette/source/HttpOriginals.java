package dev.vignette.source;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.telemetry.Deadline;
import dev.vignette.telemetry.RequestContext;
import io.vertx.core.Vertx;
import io.vertx.core.net.TrustOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Asks origins for originals over HTTP. Blocking: meant for virtual threads, any number of them.
final class HttpOriginals implements AutoCloseable {
    private final SourceConfig config;
    private final BodyStore store;
    private final Clock clock;
    private final OriginClient client;
    private final Turns turns;

    /// @param trust whom to believe certificates; empty for the authorities that the JVM trusts
    HttpOriginals(
            Vertx vertx,
            SourceConfig config,
            BodyStore store,
            Optional<TrustOptions> trust,
            Intake intake,
            Clock clock) {
        this.config = config;
        this.store = store;
        this.clock = clock;
        client = new OriginClient(vertx, config, trust);
        turns = new Turns(config.maxConnectionsPerHost(), intake);
    }

    /// Fetches the whole file, or learns that it has not changed.
    ///
    /// @param known the terms of what is kept of this URL
    /// @param timeout what it may take from its turn on; for that it waits until the deadline of
    ///     the current request
    /// @param begun called when the fetch has got its turn
    /// @return a failure is `SOURCE_NOT_ALLOWED` (a host or address that is refused, also after a redirect),
    ///     `SOURCE_NOT_FOUND` (404 and 410), `SOURCE_REFUSED` (401, 403 and their like), `SOURCE_TOO_LARGE`,
    ///     `SOURCE_TIMEOUT`, `OVERLOADED` (no turn in time, no room for the file), `SHUTTING_DOWN` (the thread
    ///     was interrupted), and `SOURCE_FAILED` for everything else that an origin can do wrong
    Fetched fetch(SourceUrl.Remote url, Optional<Terms> known, Duration timeout, Runnable begun) {
        try {
            return follow(url, known, timeout, begun);
        } catch (VignetteException e) {
            return new Fetched.Failed(e, Trouble.of(e.code()));
        }
    }

    private Fetched follow(SourceUrl.Remote url, Optional<Terms> known, Duration timeout, Runnable begun) {
        Deadline deadline;
        Step step;
        try (var _ = turns.take(url.host(), RequestContext.current().deadline())) {
            begun.run();
            deadline = Deadline.after(timeout);
            step = exchange(url, known, deadline);
        }
        for (int redirects = 0; step instanceof Moved(SourceUrl.Remote next); redirects++) {
            if (redirects == config.maxRedirects()) {
                throw new VignetteException(
                        ErrorCode.SOURCE_FAILED, "The source redirects more than " + redirects + " times");
            }
            try (var _ = turns.take(next.host(), deadline)) {
                step = exchange(next, known, deadline);
            }
        }
        return ((Arrived) step).fetched();
    }

    private Step exchange(SourceUrl.Remote target, Optional<Terms> known, Deadline deadline) {
        // An entity tag is of the URL that gave it; another one may have the same tag for something else.
        Optional<Terms> asked = known.filter(terms -> terms.from().equals(target.toString()));
        Map<String, String> conditions = asked.map(Terms::conditions).orElse(Map.of());
        OriginAnswer answer = client.get(target, conditions, deadline);
        int status = answer.status();
        if (status == 304 && !conditions.isEmpty()) {
            answer.discard(deadline);
            return new Arrived(new Fetched.Unchanged(asked.orElseThrow().updated(answer, clock.instant())));
        }
        return switch (status) {
            case 200, 203 -> {
                var terms = Terms.of(target.toString(), answer, clock.instant());
                yield new Arrived(new Fetched.Whole(body(answer, deadline), terms));
            }
            case 301, 302, 303, 307, 308 -> moved(target, answer, deadline);
            case 404, 410 -> unwanted(ErrorCode.SOURCE_NOT_FOUND, answer, deadline);
            default ->
                unwanted(
                        Trouble.ofStatus(status) == Trouble.REFUSAL
                                ? ErrorCode.SOURCE_REFUSED
                                : ErrorCode.SOURCE_FAILED,
                        answer,
                        deadline);
        };
    }

    private Body body(OriginAnswer answer, Deadline deadline) {
        ContentCoding coding = ContentCoding.named(String.join(",", answer.headers("Content-Encoding")))
                .orElseThrow(() -> {
                    answer.discard(deadline);
                    return new VignetteException(
                            ErrorCode.SOURCE_FAILED, "The source answered in a content encoding that is not known");
                });
        int cap = (int) config.maxBytes().bytes();
        Body body;
        try (var writer = store.writer(answer.length())) {
            answer.body(cap, writer, deadline);
            body = writer.finish();
        }
        return coding == ContentCoding.IDENTITY ? body : decoded(body, coding, cap);
    }

    private Body decoded(Body packed, ContentCoding coding, int cap) {
        try (var writer = store.writer(-1)) {
            return packed.read(bytes -> {
                coding.decode(bytes, cap, writer);
                return writer.finish();
            });
        } finally {
            packed.release();
        }
    }

    private static Step moved(SourceUrl.Remote from, OriginAnswer answer, Deadline deadline) {
        answer.discard(deadline);
        return new Moved(Redirect.target(from, answer.header("Location").orElse("")));
    }

    private static Step unwanted(ErrorCode code, OriginAnswer answer, Deadline deadline) {
        answer.discard(deadline);
        var cause = new VignetteException(code, "The source answered with status " + answer.status());
        return new Arrived(new Fetched.Failed(cause, Trouble.ofStatus(answer.status())));
    }

    @Override
    public void close() {
        client.close();
    }

    /// What one exchange with an origin led to.
    private sealed interface Step {}

    private record Arrived(Fetched fetched) implements Step {}

    private record Moved(SourceUrl.Remote next) implements Step {}
}

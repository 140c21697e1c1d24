package dev.vignette.source;

import dev.vignette.error.VignetteException;
import dev.vignette.telemetry.Deadline;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What an origin answered: the head is here, the body is read on demand. One of `body` and `discard` must be called,
/// or the connection is lost to its pool.
final class OriginAnswer {
    private static final int SMALL_BODY = 64 << 10;
    private static final Duration SHORT = Duration.ofMillis(200);

    private final HttpClientResponse response;
    private final BodyCollector body;

    /// Must be called on the event loop that delivers the answer.
    OriginAnswer(HttpClientResponse response) {
        this.response = response;
        this.body = new BodyCollector(response);
    }

    int status() {
        return response.statusCode();
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(response.getHeader(name));
    }

    List<String> headers(String name) {
        return response.headers().getAll(name);
    }

    /// Reads the body, which may have at most `cap` bytes, into the sink. The connection is closed when it is not read
    /// to its end.
    void body(int cap, Sink sink, Deadline deadline) {
        read(cap, sink, deadline);
    }

    /// How long the body is announced to be, -1 when it is not said.
    long length() {
        return body.length();
    }

    /// Reads a body that nobody wants, so that the connection serves the next request; closes the connection instead
    /// when that would take long.
    void discard(Deadline deadline) {
        try {
            read(SMALL_BODY, Sink.NOTHING, Deadline.after(deadline.remainingUpTo(SHORT)));
        } catch (VignetteException e) {
            // The answer's head was all that mattered, and the connection is closed.
        }
    }

    private void read(int cap, Sink sink, Deadline deadline) {
        boolean whole = false;
        try {
            body.collect(cap, sink, deadline);
            whole = true;
        } finally {
            if (!whole) {
                response.request().reset();
                // A connection that has the whole answer is not closed but kept, and a paused one would serve no other.
                response.resume();
            }
        }
    }
}

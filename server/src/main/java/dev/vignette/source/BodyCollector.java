package dev.vignette.source;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.telemetry.Deadline;
import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/// Takes the body of one answer, up to a cap, into a sink. It is made on the event loop, together with the answer, so
/// that no byte and no failure passes unseen; nothing is read before `collect`.
///
/// Chunks go into the sink on the event loop as long as it takes them there. From the first that it does not, the
/// origin is paused, and the thread that waits for the body fetches chunk by chunk.
final class BodyCollector {
    private final HttpClientResponse response;
    private final long length;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private Sink sink = Sink.NOTHING;
    private boolean direct = true;
    private boolean over;
    private long count;
    private long cap;

    BodyCollector(HttpClientResponse response) {
        this.response = response;
        this.length = contentLength(response);
        response.pause()
                .handler(this::append)
                .exceptionHandler(failure -> events.add(new Broken(failure)))
                .endHandler(_ -> finish());
    }

    /// The announced length, -1 without one.
    long length() {
        return length;
    }

    /// Reads the body to its end. Afterwards, whatever comes of it, the sink is no longer used.
    ///
    /// @throws VignetteException `SOURCE_TOO_LARGE` as soon as it is known to be larger than `cap`, `SOURCE_FAILED`
    ///     when it is shorter than announced, and as the sink does
    void collect(long cap, Sink sink, Deadline deadline) {
        if (length > cap) {
            throw tooLarge(cap);
        }
        begin(cap, sink);
        try {
            response.resume();
            while (true) {
                switch (Phase.BODY.take(events, deadline.remaining())) {
                    case Chunk(ByteBuf bytes) -> sink.write(bytes);
                    case Broken(Throwable failure) -> throw broken(failure);
                    case End _ -> {
                        return;
                    }
                }
                response.fetch(1);
            }
        } finally {
            end();
        }
    }

    /// Vert.x drops what it has not delivered when a paused connection is closed: then the answer may have been whole.
    private synchronized VignetteException broken(Throwable failure) {
        return !direct && failure instanceof HttpClosedException
                ? new VignetteException(ErrorCode.OVERLOADED, "The image could not be put away in time", failure)
                : Phase.BODY.failure(failure);
    }

    private synchronized void begin(long cap, Sink sink) {
        this.cap = cap;
        this.sink = sink;
    }

    private synchronized void end() {
        over = true;
    }

    private synchronized void append(Buffer chunk) {
        if (over) {
            return;
        }
        count += chunk.length();
        if (count > cap) {
            over = true;
            response.pause();
            events.add(new Broken(tooLarge(cap)));
            return;
        }
        ByteBuf bytes = ((BufferInternal) chunk).getByteBuf();
        direct = direct && sink.offer(bytes);
        if (!direct) {
            response.pause();
            events.add(new Chunk(bytes));
        }
    }

    private synchronized void finish() {
        if (length >= 0 && count != length) {
            events.add(new Broken(new VignetteException(
                    ErrorCode.SOURCE_FAILED, "The source sent " + count + " bytes and announced " + length)));
        } else {
            events.add(new End());
        }
    }

    static VignetteException tooLarge(long cap) {
        return new VignetteException(ErrorCode.SOURCE_TOO_LARGE, "The source has more than " + cap + " bytes");
    }

    /// The decoder has checked that it is a number.
    private static long contentLength(HttpClientResponse response) {
        @Nullable String length = response.getHeader("Content-Length");
        return length == null ? -1 : Long.parseLong(length.strip());
    }

    /// What the waiting thread hears of.
    private sealed interface Event {}

    private record Chunk(ByteBuf bytes) implements Event {}

    private record Broken(Throwable failure) implements Event {}

    private record End() implements Event {}
}

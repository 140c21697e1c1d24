package dev.vignette.http;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import io.netty.buffer.Unpooled;
import io.netty.util.AsciiString;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.time.Clock;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes an answer with the headers that every answer has.
final class ResponseWriter {
    private static final Logger LOG = LoggerFactory.getLogger(ResponseWriter.class);
    private static final int NOT_MODIFIED = 304;
    private static final CharSequence DATE = AsciiString.cached("Date");
    private static final CharSequence CONTENT_LENGTH = AsciiString.cached("Content-Length");
    private static final CharSequence REQUEST_ID = AsciiString.cached("X-Request-Id");
    private static final CharSequence CONTENT_TYPE_OPTIONS = AsciiString.cached("X-Content-Type-Options");
    private static final CharSequence NOSNIFF = AsciiString.cached("nosniff");

    private final DateHeader date;
    private final Executor virtualThreads;

    /// @param virtualThreads where streams are read
    ResponseWriter(Clock clock, Executor virtualThreads) {
        this.date = new DateHeader(clock);
        this.virtualThreads = virtualThreads;
    }

    /// To be called on the event loop of the request. A client that has left gets nothing.
    ///
    /// @param begun called before the first byte is written, when nothing of the answer can be missing any more
    /// @return fails with a `VignetteException` when the body is a stream that cannot be had; nothing is
    ///     written then
    /// @throws VignetteException when the body is a file that cannot be had; nothing is written then
    Future<Void> write(HttpServerRequest request, Answer answer, String requestId, Runnable begun) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            begun.run();
            return Future.succeededFuture();
        }
        if (request.method().equals(HttpMethod.HEAD) || answer.status() == NOT_MODIFIED) {
            begun.run();
            putHead(response, answer, requestId);
            return response.end();
        }
        return switch (answer.body()) {
            case Body.Bytes(byte[] bytes) -> {
                begun.run();
                putHead(response, answer, requestId);
                yield response.end(BufferInternal.buffer(Unpooled.wrappedBuffer(bytes)));
            }
            case Body.FileRegion region -> {
                FileChannel file = open(region);
                begun.run();
                putHead(response, answer, requestId);
                yield response.sendFile(file, region.offset(), region.length()).onComplete(_ -> close(file));
            }
            case Body.Streamed streamed ->
                StreamSender.of(request, streamed).send(virtualThreads, () -> {
                    begun.run();
                    putHead(response, answer, requestId);
                });
            case Body.Live live ->
                StreamSender.of(request, live).send(virtualThreads, () -> {
                    begun.run();
                    putHead(response, answer, requestId);
                    response.setChunked(true);
                });
        };
    }

    private void putHead(HttpServerResponse response, Answer answer, String requestId) {
        response.setStatusCode(answer.status());
        var headers = response.headers();
        answer.headers().addTo(headers);
        headers.add(DATE, date.now()).add(REQUEST_ID, requestId).add(CONTENT_TYPE_OPTIONS, NOSNIFF);
        if (answer.status() != NOT_MODIFIED && !(answer.body() instanceof Body.Live)) {
            headers.add(CONTENT_LENGTH, Long.toString(answer.body().length()));
        }
    }

    private static FileChannel open(Body.FileRegion region) {
        try {
            FileChannel file = region.file().open();
            try {
                return whole(file, region);
            } catch (IOException e) {
                file.close();
                throw e;
            }
        } catch (IOException e) {
            throw new VignetteException(ErrorCode.INTERNAL, "The image is no longer there", e);
        }
    }

    private static FileChannel whole(FileChannel file, Body.FileRegion region) throws IOException {
        if (file.size() < region.offset() + region.length()) {
            throw new IOException("The file is shorter than it was");
        }
        return file;
    }

    private static void close(FileChannel file) {
        try {
            file.close();
        } catch (IOException e) {
            LOG.warn("cannot close a file that was sent", e);
        }
    }
}

package dev.vignette.http;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import io.netty.buffer.Unpooled;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends what a virtual thread makes or reads as it is sent. A stream is read into a few buffers in turn; the thread
/// waits with each until what was in it is on its way.
final class StreamSender {
    private static final Logger LOG = LoggerFactory.getLogger(StreamSender.class);
    private static final int BUFFERS = 3;
    private static final int BUFFER_SIZE = 64 << 10;

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Context eventLoop = Objects.requireNonNull(Vertx.currentContext(), "called on an event loop");
    private final Promise<Void> sent = Promise.promise();
    private final Content content;

    private StreamSender(HttpServerRequest request, Content content) {
        this.request = request;
        this.response = request.response();
        this.content = content;
    }

    /// What is sent.
    @FunctionalInterface
    private interface Content {
        /// @param head to be run when nothing of it can be missing any more
        void send(StreamSender sender, Runnable head) throws IOException, InterruptedException;
    }

    /// To be made on the event loop of the request.
    static StreamSender of(HttpServerRequest request, Body.Streamed body) {
        return new StreamSender(request, (sender, head) -> {
            try (InputStream in = body.opening().open()) {
                sender.onEventLoop(head).join();
                sender.copy(in, body.length());
            }
        });
    }

    /// To be made on the event loop of the request.
    static StreamSender of(HttpServerRequest request, Body.Live body) {
        return new StreamSender(request, (sender, head) -> {
            Thread teller = Thread.currentThread();
            sender.onEventLoop(() -> {
                        sender.response.closeHandler(_ -> teller.interrupt());
                        head.run();
                    })
                    .join();
            body.telling().tell(sender::put);
        });
    }

    /// @param head called on the event loop before the first byte is sent
    /// @return completes when all is sent, or nothing more can be; fails, with nothing sent, when the stream
    ///     cannot be opened
    Future<Void> send(Executor virtualThreads, Runnable head) {
        try {
            virtualThreads.execute(() -> send(head));
        } catch (RejectedExecutionException e) {
            return Future.failedFuture(
                    new VignetteException(ErrorCode.SHUTTING_DOWN, "The server takes no more requests", e));
        }
        return sent.future();
    }

    private void send(Runnable head) {
        try {
            content.send(this, head);
            end(() -> response.end().onComplete(_ -> sent.complete()));
        } catch (Throwable e) { // whatever it is, the request comes to its end
            end(() -> broken(e));
        }
    }

    private CompletableFuture<Void> onEventLoop(Runnable work) {
        var done = new CompletableFuture<Void>();
        eventLoop.runOnContext(_ -> {
            try {
                work.run();
                done.complete(null);
            } catch (Throwable e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    private void end(Runnable work) {
        eventLoop.runOnContext(_ -> work.run());
    }

    private void put(byte[] bytes) throws InterruptedException {
        try {
            var buffer = BufferInternal.buffer(Unpooled.wrappedBuffer(bytes));
            response.write(buffer).toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw new VignetteException(ErrorCode.CLIENT_GONE, "The client has left", e);
        }
    }

    private void copy(InputStream in, long bytes) throws IOException {
        byte[][] buffers = new byte[BUFFERS][BUFFER_SIZE];
        var free = new CompletableFuture<?>[BUFFERS];
        Arrays.fill(free, CompletableFuture.completedFuture(null));
        long left = bytes;
        for (int turn = 0; left > 0; turn = (turn + 1) % BUFFERS) {
            free[turn].join();
            int length = in.readNBytes(buffers[turn], 0, (int) Math.min(left, BUFFER_SIZE));
            if (length == 0) {
                throw new IOException("The stream ended " + left + " bytes early");
            }
            var buffer = BufferInternal.buffer(Unpooled.wrappedBuffer(buffers[turn], 0, length));
            free[turn] = response.write(buffer).toCompletionStage().toCompletableFuture();
            left -= length;
        }
        CompletableFuture.allOf(free).join();
    }

    /// On the event loop. What was sent cannot be taken back: the client learns from the end of the connection
    /// that something is missing.
    private void broken(Throwable reason) {
        if (!response.headWritten() && !response.closed()) {
            sent.fail(reason instanceof VignetteException known ? known : unavailable(reason));
            return;
        }
        if (!left(reason)) {
            LOG.warn("an answer broke off", reason);
        }
        request.connection().close();
        sent.complete();
    }

    /// Whether it is because the client has left, or the server must end.
    private static boolean left(Throwable reason) {
        return switch (reason) {
            case CompletionException _, CancellationException _, InterruptedException _ -> true;
            case VignetteException told ->
                told.code() == ErrorCode.CLIENT_GONE || told.code() == ErrorCode.SHUTTING_DOWN;
            default -> false;
        };
    }

    private static VignetteException unavailable(Throwable reason) {
        return new VignetteException(ErrorCode.INTERNAL, "The content cannot be had", reason);
    }
}

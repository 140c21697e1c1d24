package dev.vignette.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Closes a connection whose request takes too long to arrive: the idle time-out begins anew with each byte, so that
/// one byte now and then would hold a connection for ever. A body that is read has a measure of its own
/// ([BodyStream]); this lets it be.
///
/// It stands before the decoder, which passes on what it has decoded while it is handed bytes: bytes that complete no
/// request begin one, or go on with it.
final class ReceiveTimeout extends ChannelInboundHandlerAdapter {
    private final long millis;
    private boolean complete;
    /// The header fields of the request that is being received, by which it is recognised.
    private @Nullable Object receiving;
    /// Who reads its body, if anybody does.
    private @Nullable BodyStream reader;
    private @Nullable Future<?> timer;

    private ReceiveTimeout(Duration timeout) {
        millis = timeout.toMillis();
    }

    /// Watches a connection. To be called on its event loop.
    static void watch(HttpConnection connection, Duration timeout) {
        var context = ((HttpServerConnection) connection).channelHandlerContext();
        var watch = new ReceiveTimeout(timeout);
        context.pipeline().addFirst(watch).addBefore(context.name(), null, watch.new Decoded());
    }

    /// The one that watches the connection of a request.
    static ReceiveTimeout of(HttpServerRequest request) {
        var connection = (HttpServerConnection) request.connection();
        return connection.channelHandlerContext().pipeline().get(ReceiveTimeout.class);
    }

    /// Leaves the time of a request's body to who reads it. To be called on the event loop.
    void leaveTo(BodyStream body, HttpServerRequest request) {
        if (isReceiving(request)) {
            reader = body;
            stop();
        }
    }

    /// Whether some of the request is still to come. To be called on the event loop.
    @SuppressWarnings("ReferenceEquality") // another request may have the same fields
    boolean isReceiving(HttpServerRequest request) {
        return request.headers() == receiving;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) throws Exception {
        complete = false;
        super.channelRead(context, bytes);
        if (!complete && timer == null && reader == null) {
            timer = context.executor().schedule(() -> late(context), millis, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        stop();
    }

    private void stop() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    /// When nothing is read, as many answers of the connection wait to be written, it is not the client who is late.
    private void late(ChannelHandlerContext context) {
        timer = null;
        if (context.channel().config().isAutoRead()) {
            var _ = context.close();
        }
    }

    /// Stands behind the decoder.
    private final class Decoded extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
            if (message instanceof HttpRequest head) {
                receiving = head.headers();
            } else if (reader != null && broken(message)) {
                reader.broken(); // whoever reads answers; passed on, it would close the connection without an answer
                ReferenceCountUtil.release(message);
                return;
            }
            if (message instanceof LastHttpContent) {
                complete = true;
                receiving = null;
                reader = null;
                stop();
            }
            super.channelRead(context, message);
        }

        private static boolean broken(Object message) {
            return message instanceof HttpContent content
                    && content.decoderResult().isFailure();
        }
    }
}

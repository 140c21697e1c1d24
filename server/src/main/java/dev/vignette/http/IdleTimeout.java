package dev.vignette.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.IdleStateEvent;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;

/// Keeps a connection open that is silent because of us: while a client waits for its answer, as when an upload of
/// gigabytes is put into the store, or is not asked for more of its body. A client that is silent itself, or does not
/// read, is closed as before.
///
/// It stands behind the decoder and before the handler that would close the connection.
final class IdleTimeout extends ChannelDuplexHandler {
    private int unanswered;
    private boolean receiving;

    private IdleTimeout() {}

    /// Watches a connection. To be called on its event loop.
    static void watch(HttpConnection connection) {
        var context = ((HttpServerConnection) connection).channelHandlerContext();
        context.pipeline().addBefore(context.name(), null, new IdleTimeout());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof HttpRequest) {
            unanswered++;
            receiving = true;
        }
        if (message instanceof LastHttpContent) {
            receiving = false;
        }
        super.channelRead(context, message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        if (message instanceof HttpResponse answer && answer.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
            unanswered--;
        }
        super.write(context, message, promise);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (!(event instanceof IdleStateEvent) || !waitsForUs(context)) {
            super.userEventTriggered(context, event);
        }
    }

    private boolean waitsForUs(ChannelHandlerContext context) {
        boolean asked = receiving && context.channel().config().isAutoRead();
        ChannelOutboundBuffer sent = context.channel().unsafe().outboundBuffer();
        return unanswered > 0 && !asked && (sent == null || sent.isEmpty());
    }
}

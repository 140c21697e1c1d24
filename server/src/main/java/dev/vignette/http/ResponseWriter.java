package dev.vignette.http;

import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;

/// Writes an answer with the headers that every answer has.
final class ResponseWriter {
    private static final int NOT_MODIFIED = 304;

    private ResponseWriter() {}

    /// To be called on the event loop of the request. A client that has left gets nothing.
    static Future<Void> write(HttpServerRequest request, Answer answer, String requestId) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return Future.succeededFuture();
        }
        response.setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        response.putHeader("X-Request-Id", requestId).putHeader("X-Content-Type-Options", "nosniff");
        if (answer.status() != NOT_MODIFIED) {
            response.putHeader("Content-Length", Integer.toString(answer.body().length));
        }
        if (request.method().equals(HttpMethod.HEAD) || answer.status() == NOT_MODIFIED) {
            return response.end();
        }
        return response.end(BufferInternal.buffer(Unpooled.wrappedBuffer(answer.body())));
    }
}

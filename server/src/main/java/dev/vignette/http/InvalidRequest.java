package dev.vignette.http;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.buffer.BufferInternal;

/// Answers what was not even a request: the same problem answer as elsewhere, and the connection is closed.
final class InvalidRequest {
    private InvalidRequest() {}

    static void answer(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        var failure = cause instanceof TooLongHttpLineException
                ? new VignetteException(ErrorCode.URI_TOO_LONG, "The request line is too long")
                : new VignetteException(ErrorCode.BAD_REQUEST, "This is not an HTTP request");
        String id = RequestId.of(request);
        Answer answer = Problem.of(failure, id);
        var response = request.response().setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        response.putHeader("X-Request-Id", id)
                .putHeader("Connection", "close")
                .end(BufferInternal.buffer(Unpooled.wrappedBuffer(answer.body())))
                .onComplete(_ -> request.connection().close());
    }
}

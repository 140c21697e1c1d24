package dev.vignette.http;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpServerRequest;

/// Answers what was not even a request: the same problem answer as elsewhere, and the connection is closed.
final class InvalidRequest {
    private InvalidRequest() {}

    static void answer(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        var failure = cause instanceof TooLongHttpLineException
                ? new VignetteException(ErrorCode.URI_TOO_LONG, "The request line is too long")
                : new VignetteException(ErrorCode.BAD_REQUEST, "This is not an HTTP request");
        String id = RequestId.of(request);
        request.response().putHeader("Connection", "close");
        ResponseWriter.write(request, Problem.of(failure, id), id, () -> {})
                .onComplete(_ -> request.connection().close());
    }
}

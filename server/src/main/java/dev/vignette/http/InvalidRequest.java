package dev.vignette.http;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpServerRequest;

/// What was not even a request.
final class InvalidRequest {
    private InvalidRequest() {}

    /// Why it could not be read.
    static VignetteException failure(HttpServerRequest request) {
        return switch (request.decoderResult().cause()) {
            case TooLongHttpLineException _ ->
                new VignetteException(ErrorCode.URI_TOO_LONG, "The request line is too long");
            case TooLongHttpHeaderException _ ->
                new VignetteException(ErrorCode.HEADERS_TOO_LARGE, "The headers of the request are too large");
            case null, default -> new VignetteException(ErrorCode.BAD_REQUEST, "This is not an HTTP request");
        };
    }
}

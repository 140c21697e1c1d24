package dev.vignette.http;

import dev.vignette.error.VignetteException;
import dev.vignette.telemetry.LoopLag;
import dev.vignette.telemetry.Metrics;
import dev.vignette.telemetry.RequestContext;
import dev.vignette.telemetry.Trace;
import dev.vignette.telemetry.Tracing;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/// What is told of every request: to the metrics, to its trace, and to the access log.
///
/// @param accessLog whether there is one
public record Observation(Metrics metrics, Tracing tracing, boolean accessLog) {
    /// Of requests that are counted and no more.
    public static Observation counting(Metrics metrics) {
        return new Observation(metrics, Tracing.OFF, false);
    }

    /// Watches how late the event loop is that this is called on.
    void watchLoop(Vertx vertx) {
        new LoopLag(metrics).watch(vertx);
    }

    Trace begin(HttpServerRequest request, String id, String route) {
        return tracing.begin(() -> new Tracing.Request(
                id, request.method().name(), String.valueOf(request.path()), route, request::getHeader));
    }

    /// The answer to a failure, logged with the request's ids where it must be.
    Answer failed(Throwable thrown, RequestContext context) {
        VignetteException failure = Problem.failure(thrown);
        metrics.failed(failure.code());
        return ScopedValue.where(RequestContext.CURRENT, context).call(() -> Problem.of(failure, context.id()));
    }

    void answered(HttpServerRequest request, String route, Answer answer, RequestContext context, long nanos) {
        metrics.answered(route, answer.status(), answer.headers().value(HttpHeaders.CONTENT_TYPE), nanos);
        context.trace().answered(answer.status());
        context.trace().end();
        if (accessLog) {
            AccessLog.write(request, answer, context, nanos);
        }
    }
}

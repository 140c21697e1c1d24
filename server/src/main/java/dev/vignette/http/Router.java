package dev.vignette.http;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.telemetry.Deadline;
import dev.vignette.telemetry.Metrics;
import dev.vignette.telemetry.RequestContext;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/// Leads each request to the endpoint of its path and writes the answer. Endpoints serve `GET`, and with it `HEAD`.
public final class Router implements Handler<HttpServerRequest> {
    private final Vertx vertx;
    private final Map<String, Endpoint> endpoints;
    private final Duration timeout;
    private final Executor virtualThreads;
    private final Metrics metrics;

    /// @param endpoints by their path
    /// @param timeout what a request has from its arrival
    /// @param virtualThreads where endpoints block
    /// @param metrics where answers are counted
    public Router(
            Vertx vertx, Map<String, Endpoint> endpoints, Duration timeout, Executor virtualThreads, Metrics metrics) {
        this.vertx = vertx;
        this.endpoints = Map.copyOf(endpoints);
        this.timeout = timeout;
        this.virtualThreads = virtualThreads;
        this.metrics = metrics;
    }

    @Override
    public void handle(HttpServerRequest request) {
        RequestContext context = new RequestContext(RequestId.of(request), Deadline.after(timeout));
        Context eventLoop = vertx.getOrCreateContext();
        long start = System.nanoTime();
        answer(request, context)
                .exceptionally(failure -> Problem.of(failure, context.id()))
                .thenAccept(answer -> eventLoop.runOnContext(_ -> {
                    ResponseWriter.write(request, answer, context.id());
                    metrics.answered(route(request), answer.status(), Duration.ofNanos(System.nanoTime() - start));
                }));
    }

    private String route(HttpServerRequest request) {
        String path = request.path();
        return path != null && endpoints.containsKey(path) ? path : "unknown";
    }

    private CompletionStage<Answer> answer(HttpServerRequest request, RequestContext context) {
        try {
            return endpoint(request).handle(new Exchange(request, context, virtualThreads));
        } catch (RuntimeException | StackOverflowError e) { // without an answer the client would wait in vain
            return CompletableFuture.failedFuture(e);
        }
    }

    private Endpoint endpoint(HttpServerRequest request) {
        Endpoint endpoint = endpoints.get(request.path());
        if (endpoint == null) {
            throw new VignetteException(ErrorCode.NOT_FOUND, "There is nothing at " + request.path());
        }
        if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            request.response().putHeader("Allow", "GET, HEAD");
            throw new VignetteException(ErrorCode.METHOD_NOT_ALLOWED, request.method() + " is not allowed here");
        }
        return endpoint;
    }
}

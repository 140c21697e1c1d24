package dev.vignette.http;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.telemetry.Deadline;
import dev.vignette.telemetry.RequestContext;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/// Leads each request to the endpoint of its path and writes the answer. An endpoint that serves `GET` serves `HEAD`
/// with it.
public final class Router implements Handler<HttpServerRequest> {
    /// How often an answer is looked for whose file is no longer there when it is to be sent.
    private static final int ATTEMPTS = 3;

    /// The route of what no endpoint answers.
    private static final String UNKNOWN = "unknown";

    private final Vertx vertx;
    private final Map<String, Endpoint> endpoints;
    private final Duration timeout;
    private final Executor virtualThreads;
    private final Observation observation;
    private final ResponseWriter writer = new ResponseWriter(Clock.systemUTC());
    private final AtomicInteger underWay = new AtomicInteger();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private volatile boolean draining;

    /// @param endpoints by their path
    /// @param timeout what a request has from its arrival
    /// @param virtualThreads where endpoints block
    /// @param observation what is told of requests
    public Router(
            Vertx vertx,
            Map<String, Endpoint> endpoints,
            Duration timeout,
            Executor virtualThreads,
            Observation observation) {
        this.vertx = vertx;
        this.endpoints = Map.copyOf(endpoints);
        this.timeout = timeout;
        this.virtualThreads = virtualThreads;
        this.observation = observation;
    }

    /// Watches the event loop that this is called on.
    void watchLoop() {
        observation.watchLoop(vertx);
    }

    @Override
    public void handle(HttpServerRequest request) {
        long start = System.nanoTime();
        underWay.incrementAndGet();
        String id = RequestId.of(request);
        String route = route(request);
        RequestContext context = new RequestContext(id, Deadline.after(timeout), observation.begin(request, id, route));
        serve(request, route, context, start, ATTEMPTS);
    }

    private void serve(HttpServerRequest request, String route, RequestContext context, long start, int attempts) {
        CompletableFuture<Answer> answered = answer(request, context)
                .toCompletableFuture()
                .handle((answer, failure) -> failure == null ? answer : observation.failed(failure, context));
        if (answered.isDone()) { // a hit is written by the very task that read the request
            write(request, route, context, answered.join(), start, attempts);
        } else {
            Context eventLoop = vertx.getOrCreateContext();
            var _ = answered.thenAccept(
                    answer -> eventLoop.runOnContext(_ -> write(request, route, context, answer, start, attempts)));
        }
    }

    private void write(
            HttpServerRequest request, String route, RequestContext context, Answer answer, long start, int attempts) {
        // Whoever has the answer may ask at once what was counted.
        Runnable count = () -> observation.answered(request, route, answer, context, System.nanoTime() - start);
        try {
            send(request, answer, context.id(), count);
        } catch (VignetteException e) { // its file has gone, or another took its place, since it was looked up
            if (attempts > 1) {
                serve(request, route, context, start, attempts - 1);
            } else {
                write(request, route, context, observation.failed(e, context), start, attempts);
            }
        }
    }

    /// An answer given while draining is the last of its connection.
    private void send(HttpServerRequest request, Answer answer, String id, Runnable count) {
        boolean last = draining && request.version() != HttpVersion.HTTP_2;
        if (last) {
            request.response().putHeader("Connection", "close");
        }
        writer.write(request, answer, id, count).onComplete(_ -> {
            answered();
            if (last) {
                request.connection().close();
            }
        });
    }

    private void answered() {
        if (underWay.decrementAndGet() == 0 && draining) {
            drained.complete(null);
        }
    }

    /// Answers what was not even a request, as any other, and closes the connection.
    void refuse(HttpServerRequest request) {
        var context = new RequestContext(RequestId.of(request), Deadline.after(timeout));
        Answer answer = observation.failed(InvalidRequest.failure(request), context);
        request.response().putHeader("Connection", "close");
        Runnable count = () -> observation.answered(request, UNKNOWN, answer, context, 0);
        writer.write(request, answer, context.id(), count)
                .onComplete(_ -> request.connection().close());
    }

    /// Answers all requests from now on that the server is shutting down.
    ///
    /// @return completes when those from before are answered
    public CompletableFuture<Void> drain() {
        draining = true;
        if (underWay.get() == 0) {
            drained.complete(null);
        }
        return drained;
    }

    /// The path of the endpoint, or a word that is no path.
    private String route(HttpServerRequest request) {
        String path = request.path();
        return path != null && endpoints.containsKey(path) ? path : UNKNOWN;
    }

    private CompletionStage<Answer> answer(HttpServerRequest request, RequestContext context) {
        try {
            if (draining) {
                throw new VignetteException(ErrorCode.SHUTTING_DOWN, "The server takes no more requests");
            }
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
        if (!endpoint.methods().contains(request.method().name())) {
            request.response().putHeader("Allow", String.join(", ", endpoint.methods()));
            throw new VignetteException(ErrorCode.METHOD_NOT_ALLOWED, request.method() + " is not allowed here");
        }
        return endpoint;
    }
}

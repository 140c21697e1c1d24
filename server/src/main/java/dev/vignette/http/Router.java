package dev.vignette.http;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.telemetry.Deadline;
import dev.vignette.telemetry.RequestContext;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Leads each request to the endpoint of its path and writes the answer. An endpoint that serves `GET` serves
/// `HEAD` with it.
public final class Router implements Handler<HttpServerRequest> {
    /// How often an answer is looked for whose file is no longer there when it is to be sent.
    private static final int ATTEMPTS = 3;

    private final Vertx vertx;
    private final Routes routes;
    private final Terms terms;
    private final Executor virtualThreads;
    private final Observation observation;
    private final ResponseWriter writer;
    private final Cors cors;
    private final AtomicInteger underWay = new AtomicInteger();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private volatile boolean draining;

    /// @param endpoints by their path, which may have variables, as in `/v1/images/{id}`
    /// @param terms what holds for every request
    /// @param virtualThreads where endpoints block
    /// @param observation what is told of requests
    public Router(
            Vertx vertx,
            Map<String, Endpoint> endpoints,
            Terms terms,
            Executor virtualThreads,
            Observation observation) {
        this.vertx = vertx;
        this.routes = new Routes(endpoints);
        this.terms = terms;
        this.virtualThreads = virtualThreads;
        this.observation = observation;
        this.writer = new ResponseWriter(Clock.systemUTC(), virtualThreads);
        this.cors = new Cors(terms.cors());
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
        Routes.Match match = routes.find(request.path());
        Endpoint endpoint = endpoint(request, match);
        BodyStream body = endpoint != null && endpoint.takesBody() ? BodyStream.of(request, terms.bodies()) : null;
        var deadline =
                Deadline.after(body == null ? terms.timeout() : terms.bodies().timeout());
        var context = new RequestContext(id, deadline, observation.begin(request, id, match.name()));
        if (cors.isOn()) {
            cors.put(request);
        }
        serve(new UnderWay(request, match, endpoint, context, body, start), attempts(request));
    }

    /// What is done only once is not done again.
    private static int attempts(HttpServerRequest request) {
        return request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD) ? ATTEMPTS : 1;
    }

    /// A request that is not answered yet.
    ///
    /// @param endpoint null when nothing answers this path and method
    /// @param body present when the endpoint takes it
    private record UnderWay(
            HttpServerRequest request,
            Routes.Match match,
            @Nullable Endpoint endpoint,
            RequestContext context,
            @Nullable BodyStream body,
            long start) {}

    private void serve(UnderWay it, int attempts) {
        CompletableFuture<Answer> answered = answer(it)
                .toCompletableFuture()
                .handle((answer, failure) -> failure == null ? answer : observation.failed(failure, it.context()));
        // A hit is written by the very task that read the request; what is left of a body is read by that task, too.
        if (answered.isDone() && it.body() == null) {
            write(it, answered.join(), attempts);
        } else {
            Context eventLoop = vertx.getOrCreateContext();
            var _ = answered.thenAccept(answer -> eventLoop.runOnContext(_ -> write(it, answer, attempts)));
        }
    }

    private void write(UnderWay it, Answer answer, int attempts) {
        // Whoever has the answer may ask at once what was counted.
        Runnable count = () -> observation.answered(
                it.request(), it.match().name(), answer, it.context(), System.nanoTime() - it.start());
        try {
            send(it, answer, count);
        } catch (VignetteException e) { // its file has gone, or another took its place, since it was looked up
            if (attempts > 1) {
                serve(it, attempts - 1);
            } else {
                write(it, observation.failed(e, it.context()), attempts);
            }
        }
    }

    /// An answer given while draining, or before all of its request has come, is the last of its connection.
    private void send(UnderWay it, Answer answer, Runnable count) {
        HttpServerRequest request = it.request();
        BodyStream body = it.body();
        boolean unread = body != null && body.discard();
        boolean last = unread || (draining && request.version() != HttpVersion.HTTP_2);
        if (last) {
            request.response().putHeader("Connection", "close");
        }
        writer.write(request, answer, it.context().id(), count).onComplete(written -> {
            if (written.cause() instanceof VignetteException failure) { // nothing of it was written
                write(it, observation.failed(failure, it.context()), 1);
                return;
            }
            answered();
            if (unread) {
                linger(request);
            } else if (last) {
                request.connection().close();
            }
        });
    }

    /// Closed at once, the connection would be reset under a client that still sends, and the answer lost with
    /// it.
    private void linger(HttpServerRequest request) {
        long timer = vertx.setTimer(
                Math.max(1, terms.linger().toMillis()),
                _ -> request.connection().close());
        request.connection().closeHandler(_ -> vertx.cancelTimer(timer));
        if (request.isEnded()) {
            request.connection().close();
        } else {
            request.endHandler(_ -> request.connection().close());
        }
    }

    private void answered() {
        if (underWay.decrementAndGet() == 0 && draining) {
            drained.complete(null);
        }
    }

    /// Answers what was not even a request, as any other, and closes the connection.
    void refuse(HttpServerRequest request) {
        var context = new RequestContext(RequestId.of(request), Deadline.after(terms.timeout()));
        Answer answer = observation.failed(InvalidRequest.failure(request), context);
        request.response().putHeader("Connection", "close");
        Runnable count = () -> observation.answered(request, Routes.UNKNOWN, answer, context, 0);
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

    private CompletionStage<Answer> answer(UnderWay it) {
        try {
            if (draining) {
                throw new VignetteException(ErrorCode.SHUTTING_DOWN, "The server takes no more requests");
            }
            if (cors.isOn() && it.match().endpoint().isPresent()) {
                var methods = it.match().endpoint().get().methods();
                Optional<Answer> preflight = cors.preflight(it.request(), methods);
                if (preflight.isPresent()) {
                    return CompletableFuture.completedFuture(preflight.get());
                }
            }
            Endpoint endpoint = it.endpoint();
            if (endpoint == null) {
                throw nothing(it);
            }
            return endpoint.handle(new Exchange(
                    it.request(), it.context(), virtualThreads, it.match().variables(), terms, it.body()));
        } catch (RuntimeException | StackOverflowError e) { // without an answer the client would wait in vain
            return CompletableFuture.failedFuture(e);
        }
    }

    /// Null when nothing answers this path and method.
    private static @Nullable Endpoint endpoint(HttpServerRequest request, Routes.Match match) {
        if (match.endpoint().isEmpty()) {
            return null;
        }
        Endpoint there = match.endpoint().get();
        String method = request.method().name();
        return there.methods().contains(method) ? there.under(method) : null;
    }

    /// Why nothing answers.
    private static VignetteException nothing(UnderWay it) {
        if (it.match().endpoint().isEmpty()) {
            return new VignetteException(
                    ErrorCode.NOT_FOUND, "There is nothing at " + it.request().path());
        }
        it.request()
                .response()
                .putHeader(
                        "Allow", String.join(", ", it.match().endpoint().get().methods()));
        return new VignetteException(ErrorCode.METHOD_NOT_ALLOWED, it.request().method() + " is not allowed here");
    }
}

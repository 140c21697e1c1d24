package dev.vignette.http;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.telemetry.RequestContext;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;

/// One request under way.
public final class Exchange {
    private final HttpServerRequest request;
    private final RequestContext context;
    private final Executor virtualThreads;

    Exchange(HttpServerRequest request, RequestContext context, Executor virtualThreads) {
        this.request = request;
        this.context = context;
        this.virtualThreads = virtualThreads;
    }

    public RequestContext context() {
        return context;
    }

    /// As in `/thumb`.
    public String path() {
        return Objects.requireNonNull(request.path(), "the router found its path");
    }

    /// Path and query as they stand in the request line.
    public String target() {
        return request.uri();
    }

    /// The decoded query parameters in their order.
    ///
    /// @throws dev.vignette.error.VignetteException `BAD_PARAMETER` when the percent-encoding is broken
    public List<Map.Entry<String, String>> parameters() {
        return QueryString.parse(request.query());
    }

    /// All values of a header, joined by commas.
    public Optional<String> header(String name) {
        if (!request.headers().contains(name)) {
            return Optional.empty();
        }
        return Optional.of(String.join(", ", request.headers().getAll(name)));
    }

    /// Runs something when the client leaves without its answer. To be called on the event loop of the request, and
    /// once: another call takes the place of the first.
    public void whenGone(Runnable then) {
        request.response().closeHandler(_ -> then.run());
    }

    /// Does work that may block, on a virtual thread that knows this request's context. When the client leaves, the
    /// thread is interrupted and the result is `CLIENT_GONE`.
    public <T> CompletionStage<T> blocking(Callable<T> work) {
        var result = new CompletableFuture<T>();
        Future<?> task = start(work, result);
        whenGone(() -> {
            result.completeExceptionally(goneFailure());
            task.cancel(true);
        });
        return result;
    }

    /// As [#blocking], but the work is done to its end, also when nobody waits for it.
    public <T> CompletionStage<T> blockingToTheEnd(Callable<T> work) {
        var result = new CompletableFuture<T>();
        var _ = start(work, result);
        return result;
    }

    private <T> Future<?> start(Callable<T> work, CompletableFuture<T> result) {
        var task = new FutureTask<>(() -> {
            try {
                result.complete(
                        ScopedValue.where(RequestContext.CURRENT, context).call(work::call));
            } catch (Throwable e) { // whatever it is becomes this request's answer; the server logs what it must
                result.completeExceptionally(e);
            }
            return null;
        });
        try {
            virtualThreads.execute(task);
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(
                    new VignetteException(ErrorCode.SHUTTING_DOWN, "The server takes no more requests", e));
        }
        return task;
    }

    /// What a request ends with whose client has left; nobody reads it.
    public static VignetteException goneFailure() {
        return new VignetteException(ErrorCode.CLIENT_GONE, "The client has left");
    }
}

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

    /// The decoded query parameters in their order.
    ///
    /// @throws dev.vignette.error.VignetteException `BAD_PARAMETER` when the percent-encoding is broken
    public List<Map.Entry<String, String>> parameters() {
        return QueryString.parse(request.query());
    }

    /// All values of a header, joined by commas.
    public Optional<String> header(String name) {
        List<String> values = request.headers().getAll(name);
        return values.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", values));
    }

    /// Does work that may block, on a virtual thread that knows this request's context.
    public <T> CompletionStage<T> blocking(Callable<T> work) {
        var result = new CompletableFuture<T>();
        try {
            virtualThreads.execute(() -> {
                try {
                    result.complete(
                            ScopedValue.where(RequestContext.CURRENT, context).call(work::call));
                } catch (Throwable e) { // whatever it is becomes this request's answer; the server logs what it must
                    result.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(
                    new VignetteException(ErrorCode.SHUTTING_DOWN, "The server takes no more requests", e));
        }
        return result;
    }
}

package dev.vignette.http;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.telemetry.Deadline;
import dev.vignette.telemetry.RequestContext;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
import org.jspecify.annotations.Nullable;

/// One request under way.
public final class Exchange {
    private final HttpServerRequest request;
    private final RequestContext context;
    private final Executor virtualThreads;
    private final Map<String, String> variables;
    private final Terms terms;
    private final @Nullable BodyStream body;

    /// @param body that of an endpoint which takes it
    Exchange(
            HttpServerRequest request,
            RequestContext context,
            Executor virtualThreads,
            Map<String, String> variables,
            Terms terms,
            @Nullable BodyStream body) {
        this.request = request;
        this.context = context;
        this.virtualThreads = virtualThreads;
        this.variables = variables;
        this.terms = terms;
        this.body = body;
    }

    public RequestContext context() {
        return context;
    }

    /// As in `GET`.
    public String method() {
        return request.method().name();
    }

    /// The decoded value of a variable in the path, as of `id` in `/v1/images/{id}`.
    ///
    /// @throws VignetteException `BAD_PARAMETER` when it is not percent-encoded as it should be
    /// @throws IllegalArgumentException when the path of the endpoint has no such variable
    public String variable(String name) {
        String value = variables.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no variable " + name + " in this path");
        }
        return PercentEncoding.decode(
                value,
                "path",
                detail -> VignetteException.badParameter(name, detail, List.of("percent-encoded UTF-8")));
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

    /// The address at the other end of the connection: the client's, or that of a proxy.
    public InetAddress peer() {
        return ((InetSocketAddress) ((HttpServerConnection) request.connection())
                        .channelHandlerContext()
                        .channel()
                        .remoteAddress())
                .getAddress();
    }

    /// The address of whoever asks, as far as it is known: of a proxy that is trusted it is what that says.
    public InetAddress client() {
        return terms.proxies().client(peer(), header("X-Forwarded-For").orElse(""));
    }

    /// Sets a field of the answer, whatever the answer is: also of a problem's. To be called before the answer
    /// is there, by one thread at a time.
    public void answerHeader(String name, String value) {
        request.response().putHeader(name, value);
    }

    /// The body, for a virtual thread to read.
    ///
    /// @param limit the most bytes it may have
    /// @throws VignetteException `BODY_TOO_LARGE` when more are declared
    /// @throws IllegalStateException when the endpoint takes no bodies
    public BodyStream body(long limit) {
        if (body == null) {
            throw new IllegalStateException("the endpoint takes no body");
        }
        return body.limitedTo(limit);
    }

    /// A body of JSON, read to its end: an object.
    ///
    /// @param limit the most bytes it may have
    /// @throws VignetteException `UNSUPPORTED_MEDIA_TYPE` when it is not called JSON, `BAD_JSON` when it is
    ///     none, and what reading it throws
    public JsonObject json(int limit) {
        return JsonBody.read(header("Content-Type").orElse(""), body(limit), limit);
    }

    /// A body of `multipart/form-data`, part by part.
    ///
    /// @param limit the most bytes it may have
    /// @throws VignetteException `UNSUPPORTED_MEDIA_TYPE` when it is no such body, `BODY_TOO_LARGE`
    public Multipart multipart(long limit) {
        return Multipart.of(
                header("Content-Type").orElse(""), body(limit), terms.bodies().maxParts());
    }

    /// Goes on when the body is there, within the time that any request has: until then its deadline is that of
    /// the body.
    public <T> T withinTimeout(Callable<T> work) throws Exception {
        return ScopedValue.where(RequestContext.CURRENT, context.with(Deadline.after(terms.timeout())))
                .call(work::call);
    }

    /// Does what takes as long as a body may, since it reads what bodies brought, though they came with other requests.
    public <T> T withinBodyTimeout(ScopedValue.CallableOp<T, RuntimeException> work) {
        return ScopedValue.where(
                        RequestContext.CURRENT,
                        context.with(Deadline.after(terms.bodies().timeout())))
                .call(work);
    }

    /// Runs something when the client leaves without its answer. To be called on the event loop of the request,
    /// and once: another call takes the place of the first.
    public void whenGone(Runnable then) {
        request.response().closeHandler(_ -> then.run());
    }

    /// Does work that may block, on a virtual thread that knows this request's context. When the client leaves,
    /// the thread is interrupted and the result is `CLIENT_GONE`.
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

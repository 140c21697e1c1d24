package dev.vignette.transform;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.telemetry.RequestContext;
import dev.vignette.telemetry.Urgency;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Work on its way through the gate and a codec thread.
final class Task<T> {
    /// What is done on a codec thread.
    @FunctionalInterface
    interface Work<T> {
        /// @param cancellation is told how the work can be stopped
        T run(Cancellation cancellation) throws Exception;
    }

    /// What work gave, and how long it waited for its thread.
    record Outcome<T>(T value, Duration waited) {}

    final Cost cost;
    final Cancellation cancellation = new Cancellation();
    private final CompletableFuture<Outcome<T>> result = new CompletableFuture<>();
    final long arrived;
    private final Work<T> work;
    private final RequestContext context;
    private volatile long started;
    private volatile boolean running;

    /// @param arrived on the clock of the pool
    Task(Cost cost, Work<T> work, RequestContext context, long arrived) {
        this.cost = cost;
        this.work = work;
        this.context = context;
        this.arrived = arrived;
    }

    Urgency urgency() {
        return context.urgency();
    }

    /// Whether a client waits for it.
    boolean live() {
        return urgency() == Urgency.LIVE;
    }

    /// Called when a codec thread has taken it.
    void start(long now) {
        started = now;
        running = true;
    }

    /// Does the work, of whose failures none is thrown.
    void run() {
        try {
            T value = ScopedValue.where(RequestContext.CURRENT, context).call(() -> work.run(cancellation));
            result.complete(new Outcome<>(value, Duration.ofNanos(waited())));
        } catch (Throwable e) { // whatever it is becomes the answer; the thread goes on
            result.completeExceptionally(e);
        }
    }

    /// Waits for the result until the deadline of the request.
    ///
    /// @throws VignetteException or whatever the work threw
    Outcome<T> await() throws TimeoutException, InterruptedException {
        try {
            return result.get(context.deadline().remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new VignetteException(ErrorCode.INTERNAL, "The image could not be converted", e.getCause());
        }
    }

    /// Stops it, wherever it is. A caller that still waits is told before, so that what comes of the stopping
    /// is nobody's answer.
    void giveUp() {
        result.completeExceptionally(givenUp(null));
        cancellation.cancel();
    }

    static VignetteException givenUp(@Nullable Throwable cause) {
        return new VignetteException(ErrorCode.SHUTTING_DOWN, "The request was given up", cause);
    }

    boolean running() {
        return running;
    }

    long started() {
        return started;
    }

    long waited() {
        return started - arrived;
    }
}

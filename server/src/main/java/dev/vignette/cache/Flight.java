package dev.vignette.cache;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.telemetry.Deadline;
import dev.vignette.telemetry.RequestContext;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Work under way, as a render, and all who wait for it. Each of them leaves when its client does, or at its own
/// deadline; when the last one has left, the thread that works is interrupted.
///
/// The flight's own deadline is twice as far off as that of the request that began it, and who would have to wait
/// longer than that does not join: nobody's time is cut by another's. Nor does who is more urgent: the work waits in
/// the line of the one who began it.
final class Flight<T> {
    private final RenditionKey key;
    private final RequestContext context;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private Tags tags;
    private int interest = 1;
    private boolean landed;
    private boolean outdated;
    private FutureTask<?> task = new FutureTask<>(() -> null);

    /// One that somebody is interested in.
    Flight(RenditionKey key, Collection<String> tags, RequestContext request) {
        this.key = key;
        this.tags = Tags.NONE.and(tags);
        this.context =
                request.with(Deadline.after(request.deadline().remaining().multipliedBy(2)));
    }

    RenditionKey key() {
        return key;
    }

    /// Has the work done on a thread of its own, which knows the flight's context. Its value is the result, and so is
    /// its failure.
    void start(Executor threads, Function<Flight<T>, T> work) {
        var started = new FutureTask<>(() -> {
            try {
                T found = ScopedValue.where(RequestContext.CURRENT, context).call(() -> work.apply(this));
                result.complete(found);
            } catch (Throwable e) { // whatever it is becomes the answer of all who wait
                result.completeExceptionally(e);
            }
            return null;
        });
        synchronized (this) {
            task = started;
        }
        try {
            threads.execute(started);
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(
                    new VignetteException(ErrorCode.SHUTTING_DOWN, "The server takes no more requests", e));
        }
    }

    /// Joins, if there is still something to wait for.
    synchronized boolean join(Collection<String> more, RequestContext request) {
        boolean inTime = context.deadline().nanoTime() - request.deadline().nanoTime() >= 0;
        boolean asUrgent = request.urgency().compareTo(context.urgency()) >= 0;
        if (interest == 0 || landed || outdated || !inTime || !asUrgent) {
            return false;
        }
        interest++;
        tags = tags.and(more);
        return true;
    }

    /// @return whether nobody is left to wait for the result; the work has been called off then
    synchronized boolean leave() {
        interest--;
        return interest == 0 && !result.isDone() && cancel();
    }

    /// Interrupts the work.
    synchronized boolean cancel() {
        return task.cancel(true);
    }

    /// The result for one who joined. To complete it is to leave.
    ///
    /// @param seen how the result looks to this one
    CompletableFuture<T> answer(Deadline deadline, UnaryOperator<T> seen, Runnable leave) {
        var answer = new CompletableFuture<T>();
        var timer = new CompletableFuture<Void>().orTimeout(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        var _ = timer.whenComplete((_, late) -> {
            if (late != null) {
                answer.completeExceptionally(
                        new VignetteException(ErrorCode.OVERLOADED, "The request waited too long for its image"));
            }
        });
        var _ = result.whenComplete((found, failure) -> {
            if (failure == null) {
                answer.complete(seen.apply(found));
            } else {
                answer.completeExceptionally(failure);
            }
        });
        var _ = answer.whenComplete((_, _) -> {
            timer.complete(null);
            leave.run();
        });
        return answer;
    }

    /// Answers all who wait, while the work goes on for those to come.
    void answerAlready(T found) {
        synchronized (this) {
            interest++;
        }
        result.complete(found);
    }

    /// Keeps something by what is known here, unless a purge has overtaken it.
    ///
    /// @return whether it did
    synchronized boolean keep(Consumer<Tags> keeping) {
        if (!outdated) {
            keeping.accept(tags);
        }
        return !outdated;
    }

    /// Keeps the result; from then on nobody joins, since it is found where it is kept.
    synchronized boolean land(Consumer<Tags> keeping) {
        landed = keep(keeping);
        return landed;
    }

    /// Whether the result is of use to nobody: all have left, or a purge has overtaken it.
    synchronized boolean idle() {
        return outdated || interest == 0;
    }

    /// Lets nothing of it be kept when a purge covers it.
    ///
    /// @return whether it does
    synchronized boolean outdate(Purge purge) {
        boolean covered = !outdated && purge.covers(key.source(), tags);
        outdated |= covered;
        return covered;
    }

    synchronized int interest() {
        return interest;
    }

    synchronized Tags tags() {
        return tags;
    }
}

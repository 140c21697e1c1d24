package dev.vignette.source;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// One fetch that any number of requests wait for, each by its own deadline. When all have gone before it is done, it
/// is called off; when it is done, it holds its original until it has been kept and all have taken theirs.
final class Flight {
    private final CompletableFuture<Found> result = new CompletableFuture<>();
    private @Nullable Thread thread;
    private int waiting = 1;
    private boolean over;
    private boolean calledOff;
    private final long created = System.nanoTime();
    private volatile long begun;
    private final Object keeping = new Object();
    private boolean purged;

    /// @return whether it can be waited for; then it must be left
    synchronized boolean join() {
        if (over || calledOff) {
            return false;
        }
        waiting++;
        return true;
    }

    synchronized void leave() {
        waiting--;
        if (waiting == 0 && over) {
            letGo();
        } else if (waiting == 0 && !result.isDone()) {
            calledOff = true;
            if (thread != null) {
                thread.interrupt();
            }
        }
    }

    synchronized int waiting() {
        return waiting;
    }

    /// Begins, on the current thread.
    ///
    /// @return false when nobody waits any more
    synchronized boolean start() {
        thread = Thread.currentThread();
        return !calledOff;
    }

    /// The fetch has got its turn.
    void begun() {
        begun = System.nanoTime();
    }

    /// Whether it was fetched for longer than it waited for its turn: then it is the source that is slow.
    private boolean sourceIsSlow() {
        return begun != 0 && System.nanoTime() - begun > begun - created;
    }

    /// What is found is not to be kept; waits for what is being kept.
    void purge() {
        synchronized (keeping) {
            purged = true;
        }
    }

    /// Does what keeps the original, unless that was purged meanwhile.
    void keep(Runnable work) {
        synchronized (keeping) {
            if (!purged) {
                work.run();
            }
        }
    }

    /// @return false when nobody waits any more, and what was found is gone
    synchronized boolean land(Found found) {
        if (calledOff) {
            found.body().release();
        } else {
            result.complete(found);
        }
        return !calledOff;
    }

    void fail(Throwable failure) {
        result.completeExceptionally(failure);
    }

    /// There is nothing more to come, and nothing more to join.
    synchronized void end() {
        over = true;
        if (waiting == 0) {
            letGo();
        }
    }

    private void letGo() {
        if (result.state() == CompletableFuture.State.SUCCESS) {
            result.join().body().release();
        }
    }

    /// What the flight comes back with, which stays until the caller leaves.
    ///
    /// @throws VignetteException `SOURCE_TIMEOUT` and `OVERLOADED` after `patience`, `SHUTTING_DOWN` when the
    ///     thread is interrupted, and that of the fetch
    Found await(Duration patience) {
        try {
            return result.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw sourceIsSlow()
                    ? new VignetteException(ErrorCode.SOURCE_TIMEOUT, "The source takes longer than the request has", e)
                    : Turns.busy();
        } catch (InterruptedException e) {
            throw Phase.interrupted(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new VignetteException(ErrorCode.INTERNAL, "The source could not be fetched", e.getCause());
        }
    }
}

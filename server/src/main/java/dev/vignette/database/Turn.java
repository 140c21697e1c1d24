package dev.vignette.database;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Work that is waited for: first for its turn, which can be given up, then for its end, which cannot, since it
/// may be committed at that moment.
final class Turn<T extends @Nullable Object> implements Runnable {
    /// How long what is called off may take to end.
    private static final Duration GRACE = Duration.ofSeconds(5);

    private static final Duration BEAT = Duration.ofMillis(50);

    private final Attempts<T> attempts;
    private final long end;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private boolean begun;
    private boolean givenUp;

    /// @param end on the clock of `System.nanoTime`
    Turn(Attempts<T> attempts, long end) {
        this.attempts = attempts;
        this.end = end;
    }

    @Override
    public void run() {
        if (begin()) {
            try {
                result.complete(attempts.run());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        }
    }

    private synchronized boolean begin() {
        begun = !givenUp;
        return begun;
    }

    /// @return whether it had not begun, and never will
    private synchronized boolean giveUp() {
        givenUp = true;
        return !begun;
    }

    /// @return what the work returned
    /// @throws VignetteException when the time is over, or with what the work failed with
    T await() {
        try {
            return result(end);
        } catch (TimeoutException e) {
            if (giveUp()) {
                throw new VignetteException(ErrorCode.OVERLOADED, "The database was busy for too long", e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            if (giveUp()) {
                throw new VignetteException(ErrorCode.SHUTTING_DOWN, "The request was called off", e);
            }
        }
        return awaitEnd();
    }

    /// Interrupts are left for later. From the end of its time on, what runs is called off again and again.
    private T awaitEnd() {
        boolean interrupted = Thread.interrupted();
        long beat = end;
        try {
            while (true) {
                try {
                    return result(beat);
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (TimeoutException e) {
                    if (System.nanoTime() - end > GRACE.toNanos()) {
                        throw new VignetteException(ErrorCode.STORAGE_UNAVAILABLE, "The database took too long", e);
                    }
                    attempts.callOff();
                    beat = System.nanoTime() + BEAT.toNanos();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private T result(long until) throws TimeoutException, InterruptedException {
        try {
            return result.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }
}

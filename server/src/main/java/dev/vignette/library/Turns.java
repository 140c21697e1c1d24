package dev.vignette.library;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Lets only some do what is dear at the same time. The others wait for their turn, in the order of their arrival, but
/// not for ever.
final class Turns {
    private final Semaphore free;
    private final Duration patience;
    private final String refusal;

    /// @param most at the same time
    /// @param refusal what is told to who waited in vain
    Turns(int most, Duration patience, String refusal) {
        this.free = new Semaphore(most, true);
        this.patience = patience;
        this.refusal = refusal;
    }

    /// Does the work when it is its turn, on the calling thread.
    ///
    /// @throws VignetteException `OVERLOADED` when it waited in vain, `SHUTTING_DOWN` when it was interrupted,
    ///     and as the work does
    <T> T take(Supplier<T> work) {
        try {
            if (!free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new VignetteException(ErrorCode.OVERLOADED, refusal);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VignetteException(ErrorCode.SHUTTING_DOWN, "The request was called off", e);
        }
        try {
            return work.get();
        } finally {
            free.release();
        }
    }
}

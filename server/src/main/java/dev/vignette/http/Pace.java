package dev.vignette.http;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.telemetry.Deadline;
import java.util.Optional;
import java.util.concurrent.locks.Condition;

/// How fast a body comes. Only the time counts that its reader spends waiting: whoever reads slowly makes nobody else
/// slow. Guarded by the lock of the body.
final class Pace {
    private final BodyConfig config;
    private final Deadline deadline;
    private long waited;
    private long came;

    Pace(BodyConfig config) {
        this.config = config;
        this.deadline = Deadline.after(config.timeout());
    }

    void came(int bytes) {
        came += bytes;
    }

    /// Waits for a change.
    ///
    /// @return why the body is given up, when it is
    @SuppressWarnings("WaitNotInLoop") // it is called in one
    Optional<VignetteException> await(Condition changed) {
        long patience = config.patience().toNanos();
        if (deadline.passed()) {
            return Optional.of(new VignetteException(ErrorCode.BODY_TOO_SLOW, "The body took too long in all"));
        }
        if (waited >= patience) {
            if (came < config.leastBytes()) {
                return Optional.of(new VignetteException(
                        ErrorCode.BODY_TOO_SLOW, "A body must bring at least " + config.minRate() + " a second"));
            }
            waited = 0;
            came = 0;
        }
        long start = System.nanoTime();
        try {
            var _ = changed.awaitNanos(
                    Math.min(patience - waited, deadline.remaining().toNanos()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(new VignetteException(ErrorCode.SHUTTING_DOWN, "The request was called off", e));
        }
        waited += System.nanoTime() - start;
        return Optional.empty();
    }
}

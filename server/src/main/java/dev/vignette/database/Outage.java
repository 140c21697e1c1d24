package dev.vignette.database;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A database that was not there a moment ago. Who comes within a second is told at once, instead of waiting in
/// a queue for the same answer.
final class Outage {
    private static final Duration MOMENT = Duration.ofSeconds(1);

    /// @param failure what the last attempt ended with
    private record Seen(RuntimeException failure, long nanoTime) {}

    private final AtomicReference<@Nullable Seen> last = new AtomicReference<>();

    void begins(RuntimeException failure) {
        last.set(new Seen(failure, System.nanoTime()));
    }

    void isOver() {
        if (last.get() != null) {
            last.set(null);
        }
    }

    /// @throws VignetteException when it has just been seen
    void requireOver() {
        Seen seen = last.get();
        if (seen != null && System.nanoTime() - seen.nanoTime < MOMENT.toNanos()) {
            throw new VignetteException(ErrorCode.STORAGE_UNAVAILABLE, "The database is away", seen.failure);
        }
    }
}

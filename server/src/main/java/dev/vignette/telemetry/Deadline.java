package dev.vignette.telemetry;

import java.time.Duration;

/// The moment by which a request must be answered, on the clock of `System.nanoTime`.
public record Deadline(long nanoTime) {
    public static Deadline after(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    /// What is left; zero when the deadline has passed.
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
    }

    /// What is left, but no more than `limit`.
    public Duration remainingUpTo(Duration limit) {
        Duration remaining = remaining();
        return remaining.compareTo(limit) < 0 ? remaining : limit;
    }

    public boolean passed() {
        return nanoTime - System.nanoTime() <= 0;
    }
}

package dev.vignette.source;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// An original that a flight came back with, for all who joined it.
///
/// @param body held for the flight
/// @param keep puts a fresh one on disk, which nobody has to wait for
record Found(
        Body body, Optional<Instant> lastModified, Optional<Duration> maxAge, boolean stale, Optional<Runnable> keep) {
    static Found of(Body body, Terms terms, Instant now, Optional<Runnable> keep) {
        return new Found(body, terms.lastModified().flatMap(Terms::date), terms.maxAgeAt(now), false, keep);
    }

    /// One that stands in while the source fails.
    ///
    /// @param maxAge when the source is asked again
    static Found stale(Body body, Terms terms, Duration maxAge) {
        return new Found(body, terms.lastModified().flatMap(Terms::date), Optional.of(maxAge), true, Optional.empty());
    }

    /// For one who joined; it is closed apart from the flight.
    Original original() {
        return new Original(body.hold(), lastModified, maxAge, stale);
    }
}

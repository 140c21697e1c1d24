package dev.vignette.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The value of the `Cache-Control` header.
final class CacheControl {
    private CacheControl() {}

    /// @param fresh how long the answer is good, from when it was made; zero when it must not be kept
    /// @param age how long ago it was made
    /// @param linkEnds when the link ends, and with it all that was got by it
    static String of(Duration fresh, Duration age, Optional<Instant> linkEnds, Instant now) {
        if (fresh.isZero()) {
            return "no-store";
        }
        // `max-age` counts from when the answer was made, not from now (RFC 9111, section 4.2).
        Duration link =
                linkEnds.map(end -> Duration.between(now, end).plus(age)).orElse(fresh);
        return "public, max-age=" + Math.max(0, Math.min(fresh.toSeconds(), link.toSeconds()));
    }
}

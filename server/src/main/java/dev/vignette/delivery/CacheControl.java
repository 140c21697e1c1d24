package dev.vignette.delivery;

import dev.vignette.cache.StaleWindows;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The value of the `Cache-Control` header.
final class CacheControl {
    /// No shared cache keeps it, and a browser asks before it shows it again.
    static final String FOR_ONE_CLIENT = "private, no-cache";

    private CacheControl() {}

    /// @param fresh how long the answer is good, from when it was made; zero when it must not be kept
    /// @param stale for how long it may be used after that
    /// @param age how long ago it was made
    /// @param linkEnds when the link ends, and with it all that was got by it
    static String of(Duration fresh, StaleWindows stale, Duration age, Optional<Instant> linkEnds, Instant now) {
        if (fresh.isZero()) {
            return "no-store";
        }
        // `max-age` counts from when the answer was made, not from now (RFC 9111, section 4.2).
        long link = linkEnds.map(end -> Duration.between(now, end).plus(age).toSeconds())
                .orElse(Long.MAX_VALUE);
        long maxAge = Math.max(0, Math.min(fresh.toSeconds(), link));
        return "public, max-age=" + maxAge
                + window("stale-while-revalidate", stale.whileRevalidate(), link - maxAge)
                + window("stale-if-error", stale.ifError(), link - maxAge);
    }

    private static String window(String name, Duration length, long most) {
        long seconds = Math.min(length.toSeconds(), most);
        return seconds > 0 ? ", " + name + "=" + seconds : "";
    }
}

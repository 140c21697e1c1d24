package dev.vignette.cache;

import java.time.Duration;
import java.time.Instant;

/// For how long after it was fresh a rendition may still be answered (RFC 5861).
///
/// @param whileRevalidate at once, while it is made anew
/// @param ifError when it cannot be made anew
public record StaleWindows(Duration whileRevalidate, Duration ifError) {
    public static final StaleWindows NONE = new StaleWindows(Duration.ZERO, Duration.ZERO);

    /// What may be done with a rendition at a time.
    enum Use {
        FRESH,
        WHILE_REVALIDATED,
        IF_ERROR,
        NEVER
    }

    /// @param now in milliseconds since 1970: every hit asks, and makes no object of it
    Use of(CachedRendition rendition, long now) {
        long stale =
                now - rendition.made().toEpochMilli() - rendition.freshFor().toMillis();
        if (stale < 0) {
            return Use.FRESH;
        } else if (stale < whileRevalidate.toMillis()) {
            return Use.WHILE_REVALIDATED;
        }
        return stale < ifError.toMillis() ? Use.IF_ERROR : Use.NEVER;
    }

    /// How much longer a rendition is of use; zero when no longer.
    Duration restOf(CachedRendition rendition, Instant now) {
        Duration longest = whileRevalidate.compareTo(ifError) > 0 ? whileRevalidate : ifError;
        Duration rest = Duration.between(now, rendition.freshUntil().plus(longest));
        return rest.isNegative() ? Duration.ZERO : rest;
    }
}

package dev.vignette.source;

import dev.vignette.error.ErrorCode;
import java.util.Set;

/// What kind of failure a fetch ended with: it decides how long that is remembered, and whether an older original may
/// stand in.
enum Trouble {
    /// The source says no, or may not be asked: it will say so again, and what it said before no longer counts.
    REFUSAL,
    /// The source cannot be reached or does not keep to HTTP.
    BREAKDOWN,
    /// The source is late or busy, which soon may be over.
    OUTAGE,
    /// The fetch ended for reasons of ours.
    OURS;

    private static final int CLIENT_ERROR = 400;
    private static final int SERVER_ERROR = 500;
    /// Client errors that are about the moment: too slow, too early, too many requests.
    private static final Set<Integer> PASSING = Set.of(408, 425, 429);

    static Trouble of(ErrorCode code) {
        if (code == ErrorCode.SOURCE_TIMEOUT) {
            return OUTAGE;
        } else if (code == ErrorCode.SOURCE_FAILED) {
            return BREAKDOWN;
        } else if (code == ErrorCode.SOURCE_NOT_FOUND
                || code == ErrorCode.SOURCE_REFUSED
                || code == ErrorCode.SOURCE_NOT_ALLOWED
                || code == ErrorCode.SOURCE_TOO_LARGE) {
            return REFUSAL;
        }
        return OURS;
    }

    static Trouble ofStatus(int status) {
        if (status >= SERVER_ERROR || PASSING.contains(status)) {
            return OUTAGE;
        }
        return status >= CLIENT_ERROR ? REFUSAL : BREAKDOWN;
    }

    /// Whether an original that is no longer fresh may be used instead (RFC 5861, section 4).
    boolean allowsStale() {
        return this == BREAKDOWN || this == OUTAGE;
    }
}

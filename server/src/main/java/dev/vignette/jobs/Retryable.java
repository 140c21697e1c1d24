package dev.vignette.jobs;

import dev.vignette.error.ErrorCode;

/// Which failures can get better by themselves: the one place that says so.
public final class Retryable {
    private Retryable() {}

    public static boolean is(ErrorCode code) {
        return switch (code) {
            // Something is away, late or busy, or was in the middle of a change; or nobody knows what it was.
            case CONFLICT,
                    RATE_LIMITED,
                    QUEUE_FULL,
                    CLIENT_GONE,
                    INTERNAL,
                    SOURCE_FAILED,
                    OVERLOADED,
                    KEYS_UNAVAILABLE,
                    SHUTTING_DOWN,
                    STUCK,
                    STORAGE_UNAVAILABLE,
                    SOURCE_TIMEOUT,
                    STORAGE_FULL -> true;
            // What was asked for is wrong, is not allowed, or is not there.
            case BAD_REQUEST,
                    BAD_PARAMETER,
                    BAD_JSON,
                    UNAUTHENTICATED,
                    SIGNATURE_INVALID,
                    PRESETS_ONLY,
                    SOURCE_NOT_ALLOWED,
                    FORBIDDEN,
                    CSRF_PROOF_MISSING,
                    LOOPBACK_ONLY,
                    NOT_FOUND,
                    SOURCE_NOT_FOUND,
                    METHOD_NOT_ALLOWED,
                    BODY_TOO_SLOW,
                    EXPIRED,
                    PRECONDITION_FAILED,
                    BODY_TOO_LARGE,
                    SOURCE_TOO_LARGE,
                    TOO_MANY_PIXELS,
                    DIMENSIONS_TOO_LARGE,
                    TOO_MANY_FRAMES,
                    TOO_MUCH_WORK,
                    URI_TOO_LONG,
                    UNSUPPORTED_MEDIA_TYPE,
                    UNSUPPORTED_FORMAT,
                    RANGE_NOT_SATISFIABLE,
                    BROKEN_IMAGE,
                    KEY_REUSED,
                    PRECONDITION_REQUIRED,
                    HEADERS_TOO_LARGE,
                    CHECKSUM_MISMATCH,
                    SOURCE_REFUSED,
                    QUOTA_EXCEEDED -> false;
        };
    }
}

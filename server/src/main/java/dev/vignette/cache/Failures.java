package dev.vignette.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/// Failures that are remembered for seconds, so that a wrong URL on a busy page, or a source that is down, is not
/// asked for with each request. How busy this server was when it failed says nothing of the next time.
final class Failures {
    private static final int MOST = 10_000;

    private final Cache<RenditionKey, Failure> failures;
    private final Duration refusals;
    private final Duration outages;

    private record Failure(VignetteException what, Tags tags) {}

    Failures(CacheConfig config, Clock clock) {
        this.refusals = config.failures();
        this.outages = config.outages();
        this.failures = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfter(Expiry.writing((RenditionKey _, Failure failure) ->
                        lifetime(failure.what().code())))
                .ticker(() -> MemoryTier.nanos(clock))
                .build();
    }

    Optional<VignetteException> find(RenditionKey key) {
        return Optional.ofNullable(failures.getIfPresent(key)).map(Failure::what);
    }

    void remember(RenditionKey key, Tags tags, VignetteException failure) {
        if (!lifetime(failure.code()).isZero()) {
            failures.put(key, new Failure(failure, tags));
        }
    }

    /// @return how many there were
    long purge(Purge purge) {
        return failures.asMap().entrySet().stream()
                .filter(entry ->
                        purge.covers(entry.getKey().source(), entry.getValue().tags()))
                .filter(entry -> failures.asMap().remove(entry.getKey(), entry.getValue()))
                .count();
    }

    /// Whether it may be otherwise the next time: the source is down, or this server is at its limits.
    static boolean passing(RuntimeException failure) {
        if (failure instanceof VignetteException told && told.code() == ErrorCode.SOURCE_REFUSED) {
            return false;
        }
        int status = failure instanceof VignetteException told ? told.code().status() : ErrorCode.INTERNAL.status();
        return status >= 500 || status == ErrorCode.QUEUE_FULL.status();
    }

    private Duration lifetime(ErrorCode code) {
        return switch (code) {
            case BAD_PARAMETER,
                    SOURCE_NOT_ALLOWED,
                    SOURCE_NOT_FOUND,
                    SOURCE_REFUSED,
                    SOURCE_TOO_LARGE,
                    TOO_MANY_PIXELS,
                    DIMENSIONS_TOO_LARGE,
                    TOO_MANY_FRAMES,
                    TOO_MUCH_WORK,
                    UNSUPPORTED_FORMAT,
                    BROKEN_IMAGE -> refusals;
            case SOURCE_FAILED, SOURCE_TIMEOUT -> outages;
            case BAD_REQUEST,
                    UNAUTHENTICATED,
                    SIGNATURE_INVALID,
                    PRESETS_ONLY,
                    FORBIDDEN,
                    CSRF_PROOF_MISSING,
                    LOOPBACK_ONLY,
                    NOT_FOUND,
                    METHOD_NOT_ALLOWED,
                    EXPIRED,
                    URI_TOO_LONG,
                    BAD_JSON,
                    BODY_TOO_SLOW,
                    CONFLICT,
                    PRECONDITION_FAILED,
                    BODY_TOO_LARGE,
                    UNSUPPORTED_MEDIA_TYPE,
                    RANGE_NOT_SATISFIABLE,
                    PRECONDITION_REQUIRED,
                    QUOTA_EXCEEDED,
                    KEY_REUSED,
                    RATE_LIMITED,
                    HEADERS_TOO_LARGE,
                    QUEUE_FULL,
                    CHECKSUM_MISMATCH,
                    CLIENT_GONE,
                    INTERNAL,
                    OVERLOADED,
                    KEYS_UNAVAILABLE,
                    SHUTTING_DOWN,
                    STUCK,
                    STORAGE_UNAVAILABLE,
                    STORAGE_FULL -> Duration.ZERO;
        };
    }
}

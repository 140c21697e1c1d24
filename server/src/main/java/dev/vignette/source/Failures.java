package dev.vignette.source;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Predicate;

/// Which sources failed a moment ago, so that one that is dead is not asked by everyone.
final class Failures {
    private static final int MOST = 10_000;

    private final Cache<String, Fetched.Failed> kept;

    Failures(SourceCacheConfig config, Clock clock) {
        kept = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfter(
                        Expiry.creating((String _, Fetched.Failed failure) -> config.remembered(failure.trouble())))
                .ticker(() -> ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant()))
                .build();
    }

    Optional<Fetched.Failed> find(String url) {
        return Optional.ofNullable(kept.getIfPresent(url));
    }

    void remember(String url, Fetched.Failed failure) {
        kept.put(url, failure);
    }

    void forget(Predicate<String> urls) {
        kept.asMap().keySet().removeIf(urls);
    }
}

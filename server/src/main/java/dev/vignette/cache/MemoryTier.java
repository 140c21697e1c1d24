package dev.vignette.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Renditions in memory, each until it is of no more use or the room is needed.
final class MemoryTier {
    private final Cache<RenditionKey, Entry> entries;

    MemoryTier(long maxBytes, StaleWindows windows, Clock clock) {
        this.entries = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher((RenditionKey _, Entry entry) -> entry.weight())
                .expireAfter(Expiry.writing(
                        (RenditionKey _, Entry entry) -> windows.restOf(entry.rendition(), clock.instant())))
                .ticker(() -> nanos(clock))
                // Its upkeep is a few comparisons, less than to wake another thread.
                .executor(Runnable::run)
                .build();
    }

    /// The time as Caffeine counts it. Milliseconds are fine enough, and are read without making an object.
    static long nanos(Clock clock) {
        return TimeUnit.MILLISECONDS.toNanos(clock.millis());
    }

    /// What is there, be it fresh or not.
    Optional<Entry> find(RenditionKey key) {
        return Optional.ofNullable(entries.getIfPresent(key));
    }

    void put(Entry entry) {
        entries.put(entry.key(), entry);
    }

    /// Puts another entry in the place of the one that is there; nobody removes it meanwhile.
    void replace(RenditionKey key, UnaryOperator<Entry> change) {
        entries.asMap().computeIfPresent(key, (_, entry) -> change.apply(entry));
    }

    void remove(RenditionKey key) {
        entries.invalidate(key);
    }

    /// @return how many there were
    long removeIf(Predicate<Entry> doomed) {
        return entries.asMap().keySet().stream()
                .filter(key -> removed(key, doomed))
                .count();
    }

    private boolean removed(RenditionKey key, Predicate<Entry> doomed) {
        var removed = new boolean[1];
        entries.asMap().computeIfPresent(key, (_, entry) -> {
            removed[0] = doomed.test(entry);
            return removed[0] ? null : entry;
        });
        return removed[0];
    }

    Stream<Entry> entries() {
        return entries.asMap().values().stream();
    }

    long count() {
        return entries.estimatedSize();
    }

    /// What is held, in bytes, after what is too much has been dropped.
    long bytes() {
        entries.cleanUp();
        return entries.policy().eviction().orElseThrow().weightedSize().orElse(0);
    }
}

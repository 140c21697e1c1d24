package dev.vignette.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Renditions in memory, each until it is no longer fresh or the room is needed, and the renders under way: whoever
/// asks for a key that is being rendered gets the result of that one render. A render that fails is not kept.
///
/// The two are apart because Caffeine's own asynchronous cache logs each failed load as a warning, and here a failure
/// is mostly a client's wrong URL.
public final class RenditionCache {
    private final Cache<String, CachedRendition> kept;
    private final Map<String, CompletableFuture<CachedRendition>> underWay = new ConcurrentHashMap<>();
    private final boolean enabled;

    public RenditionCache(CacheConfig config) {
        this(config, Ticker.systemTicker());
    }

    RenditionCache(CacheConfig config, Ticker ticker) {
        this.enabled = config.enabled();
        this.kept = Caffeine.newBuilder()
                .maximumWeight(config.memory().bytes())
                .weigher((String key, CachedRendition rendition) -> rendition.weight() + 2 * key.length())
                .expireAfter(Expiry.creating((String _, CachedRendition rendition) -> rendition.freshFor()))
                .ticker(ticker)
                .build();
    }

    /// A rendition that is there and fresh.
    public Optional<CachedRendition> find(String key) {
        return Optional.ofNullable(kept.getIfPresent(key));
    }

    /// The rendition of this key: the one kept, the one under way, or a new one from `render`.
    public CompletableFuture<CachedRendition> join(String key, Supplier<CompletableFuture<CachedRendition>> render) {
        if (!enabled) {
            return render.get();
        }
        var mine = new CompletableFuture<CachedRendition>();
        var theirs = underWay.putIfAbsent(key, mine);
        if (theirs != null) {
            return theirs;
        }
        // The last render of this key may have ended since the caller looked: it is kept before it is taken from here.
        var result = find(key).map(CompletableFuture::completedFuture).orElseGet(() -> started(render));
        var _ = result.whenComplete((rendition, failure) -> {
            if (failure == null && !rendition.freshFor().isZero()) {
                kept.put(key, rendition);
            }
            underWay.remove(key);
            if (failure == null) {
                mine.complete(rendition);
            } else {
                mine.completeExceptionally(failure);
            }
        });
        return mine;
    }

    private static CompletableFuture<CachedRendition> started(Supplier<CompletableFuture<CachedRendition>> render) {
        try {
            return render.get();
        } catch (RuntimeException e) { // else all who ask for this key would wait for ever
            return CompletableFuture.failedFuture(e);
        }
    }

    /// What is held, in bytes, after what is too much has been dropped.
    long weight() {
        kept.cleanUp();
        return kept.policy().eviction().orElseThrow().weightedSize().orElseThrow();
    }
}

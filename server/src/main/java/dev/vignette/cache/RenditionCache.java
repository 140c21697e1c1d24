package dev.vignette.cache;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// Renditions in memory, each until it is no longer fresh or the room is needed, and the renders under way: whoever
/// asks for a key that is being rendered gets the result of that one render. A render that fails is not kept.
public final class RenditionCache {
    private final AsyncCache<String, CachedRendition> renditions;
    private final boolean enabled;

    public RenditionCache(CacheConfig config) {
        this.enabled = config.enabled();
        this.renditions = Caffeine.newBuilder()
                .maximumWeight(config.memory().bytes())
                .weigher((String key, CachedRendition rendition) -> rendition.weight() + 2 * key.length())
                .expireAfter(Expiry.creating((String _, CachedRendition rendition) -> rendition.freshFor()))
                .buildAsync();
    }

    /// A rendition that is there and fresh.
    public Optional<CachedRendition> find(String key) {
        var found = renditions.getIfPresent(key);
        return found != null && found.state() == CompletableFuture.State.SUCCESS
                ? Optional.of(found.resultNow())
                : Optional.empty();
    }

    /// The rendition of this key: the one kept, the one under way, or a new one from `render`.
    public CompletableFuture<CachedRendition> join(String key, Supplier<CompletableFuture<CachedRendition>> render) {
        return enabled ? renditions.get(key, (_, _) -> render.get()) : render.get();
    }
}

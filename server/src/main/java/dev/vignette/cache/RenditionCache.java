package dev.vignette.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Renditions in memory and on disk, each until it is no longer fresh or the room is needed, and the renders under way:
/// whoever asks for a key that is being rendered gets the result of that one render. A render that fails is not kept.
///
/// The two are apart because Caffeine's own asynchronous cache logs each failed load as a warning, and here a failure
/// is mostly a client's wrong URL.
public final class RenditionCache {
    private final Cache<String, CachedRendition> kept;
    private final Map<String, CompletableFuture<CachedRendition>> underWay = new ConcurrentHashMap<>();
    private final Optional<DiskTier> disk;
    private final String generation;
    private final boolean enabled;

    /// @param generation all else that a rendition depends on and that may be different after a restart: what another
    ///     generation left on the disk is never served
    /// @throws java.io.UncheckedIOException when the data folder cannot be used
    public RenditionCache(CacheConfig config, String generation, Clock clock) {
        this(config, generation, clock, Ticker.systemTicker());
    }

    RenditionCache(CacheConfig config, String generation, Clock clock, Ticker ticker) {
        this.generation = generation;
        this.enabled = config.enabled();
        long room = config.disk().bytes();
        this.disk = enabled && room > 0
                ? Optional.of(new DiskTier(config.dataDir().resolve("renditions"), room, clock))
                : Optional.empty();
        this.kept = Caffeine.newBuilder()
                .maximumWeight(config.memory().bytes())
                .weigher((String key, CachedRendition rendition) -> rendition.weight() + 2 * key.length())
                .expireAfter(
                        Expiry.creating((String _, CachedRendition rendition) -> rendition.freshAt(clock.instant())))
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

    /// The rendition of this key from the disk, or else a new one from `render`, which is then kept there. Blocking.
    public CachedRendition load(String key, Supplier<CachedRendition> render) {
        String lasting = generation + ' ' + key;
        return disk.flatMap(tier -> tier.find(lasting)).orElseGet(() -> {
            CachedRendition rendition = render.get();
            if (!rendition.freshFor().isZero()) {
                disk.ifPresent(tier -> tier.put(lasting, rendition));
            }
            return rendition;
        });
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

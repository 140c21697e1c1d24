package dev.vignette.bench.cache;

import dev.vignette.cache.CacheConfig;
import dev.vignette.cache.CachedRendition;
import dev.vignette.cache.Found;
import dev.vignette.cache.RenditionCache;
import dev.vignette.cache.RenditionKey;
import dev.vignette.config.Settings;
import dev.vignette.image.Dimensions;
import dev.vignette.image.EncodedImage;
import dev.vignette.image.Format;
import dev.vignette.telemetry.Deadline;
import dev.vignette.telemetry.RequestContext;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Renditions of 18 KB in a memory tier of 128 MiB, which holds seven thousand of them; no disk.
@State(Scope.Benchmark)
public class CacheBench {
    /// Shared, so that what is counted is the cache's own.
    private static final byte[] BODY = new byte[18_000];

    private static final int KEPT = 4096;
    private static final int KEYS = 1 << 16;

    private final RenditionKey[] keys = IntStream.range(0, KEYS)
            .mapToObj(n -> new RenditionKey("http://origin.example/photographs/" + n + ".jpg", " f=jpeg&w=300"))
            .toArray(RenditionKey[]::new);
    private final RenditionCache cache = new RenditionCache(
            Settings.of(Map.of("VIGNETTE_CACHE_DISK", "0")).bind(CacheConfig.class),
            "bench",
            Clock.systemUTC(),
            Runnable::run);

    @Setup
    public void fill() {
        for (int n = 0; n < KEPT; n++) {
            put(keys[n]);
        }
    }

    /// What a hit asks, of keys that are there.
    @Benchmark
    public Optional<Found> get() {
        return cache.find(keys[ThreadLocalRandom.current().nextInt(KEPT)], List.of());
    }

    /// A rendition that has just been made, mostly under a key that is not there, so that others have to go.
    @Benchmark
    public Found set() {
        return put(keys[ThreadLocalRandom.current().nextInt(KEYS)]);
    }

    private Found put(RenditionKey key) {
        var request = new RequestContext("bench", Deadline.after(Duration.ofMinutes(1)));
        return cache.join(key, List.of(), request, CacheBench::rendition).join();
    }

    private static CachedRendition rendition() {
        var image = new EncodedImage(BODY, Format.JPEG, new Dimensions(300, 200));
        return new CachedRendition(
                image, "\"tag\"", Optional.empty(), Clock.systemUTC().instant(), Duration.ofDays(1));
    }
}

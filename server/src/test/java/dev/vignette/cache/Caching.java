package dev.vignette.cache;

import dev.vignette.TestClock;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A cache for a test, on a clock and in a folder of its own.
@Timeout(60)
abstract class Caching {
    static final RenditionKey KEY = Renditions.key("http://a/1");
    static final List<String> NO_TAGS = List.of();

    final AtomicInteger flights = new AtomicInteger();
    final TestClock clock = new TestClock();
    final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @TempDir
    Path folder;

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    /// Has windows of 10 s and of 100 s, and remembers failures for 5 s and 1 s.
    RenditionCache cache(String... settings) {
        var all = new ArrayList<>(List.of("STALE_WHILE_REVALIDATE", "10s", "STALE_IF_ERROR", "100s"));
        all.addAll(List.of(settings));
        return new RenditionCache(Renditions.config(folder, all.toArray(String[]::new)), "1", clock, this::begin);
    }

    private void begin(Runnable flight) {
        flights.incrementAndGet();
        threads.execute(flight);
    }

    CompletableFuture<Found> join(RenditionCache cache, Supplier<CachedRendition> render, String... tags) {
        return cache.join(KEY, List.of(tags), Renditions.request(Duration.ofSeconds(20)), render);
    }

    CachedRendition rendition(int size) {
        return Renditions.of(size, Duration.ofSeconds(60), clock);
    }

    static CachedRendition notCalled() {
        return Assertions.fail("rendered again");
    }

    static Supplier<CachedRendition> failing(ErrorCode code) {
        return () -> {
            throw new VignetteException(code, "as it happens");
        };
    }
}

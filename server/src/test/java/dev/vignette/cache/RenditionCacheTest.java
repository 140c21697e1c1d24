package dev.vignette.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.config.ByteSize;
import dev.vignette.image.Dimensions;
import dev.vignette.image.EncodedImage;
import dev.vignette.image.Format;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class RenditionCacheTest {
    private static final ByteSize NO_DISK = new ByteSize(0);

    private final AtomicLong clock = new AtomicLong();

    private RenditionCache cache(long bytes) {
        var config = new CacheConfig(true, new ByteSize(bytes), NO_DISK, Path.of("unused"));
        return new RenditionCache(config, "", Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), clock::get);
    }

    private static CachedRendition rendition(int size, Duration fresh) {
        var image = new EncodedImage(new byte[size], Format.JPEG, new Dimensions(1, 1));
        return new CachedRendition(image, "\"" + size + "\"", Optional.empty(), Instant.EPOCH, fresh);
    }

    private static Supplier<CompletableFuture<CachedRendition>> ready(CachedRendition rendition) {
        return () -> CompletableFuture.completedFuture(rendition);
    }

    private static CompletableFuture<CachedRendition> notCalled() {
        throw new AssertionError("rendered again");
    }

    @Test
    void join_kept_doesNotRenderAgain() {
        var cache = cache(10_000);
        var rendition = rendition(10, Duration.ofHours(1));
        assertThat(cache.find("a")).isEmpty();

        assertThat(cache.join("a", ready(rendition)).join()).isSameAs(rendition);

        assertThat(cache.find("a")).containsSame(rendition);
        assertThat(cache.find("b")).isEmpty();
        assertThat(cache.join("a", RenditionCacheTest::notCalled).join()).isSameAs(rendition);
    }

    @Test
    void find_lifetimeOver_isEmpty() {
        var cache = cache(10_000);
        cache.join("a", ready(rendition(10, Duration.ofSeconds(60)))).join();

        clock.addAndGet(Duration.ofSeconds(59).toNanos());
        assertThat(cache.find("a")).isPresent();
        clock.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(cache.find("a")).isEmpty();
    }

    @Test
    void join_notToBeKept_rendersEachTime() {
        var cache = cache(10_000);
        var first = rendition(10, Duration.ZERO);
        var second = rendition(10, Duration.ZERO);

        assertThat(cache.join("a", ready(first)).join()).isSameAs(first);
        assertThat(cache.find("a")).isEmpty();
        assertThat(cache.join("a", ready(second)).join()).isSameAs(second);
    }

    @Test
    void join_underWay_waitsForTheOne() {
        var cache = cache(10_000);
        var render = new CompletableFuture<CachedRendition>();
        var first = cache.join("a", () -> render);
        var second = cache.join("a", RenditionCacheTest::notCalled);
        assertThat(cache.find("a")).isEmpty();
        assertThat(cache.join("b", ready(rendition(1, Duration.ZERO)))).isDone();

        var rendition = rendition(10, Duration.ZERO);
        render.complete(rendition);

        assertThat(first.join()).isSameAs(rendition);
        assertThat(second.join()).isSameAs(rendition);
    }

    @Test
    void join_failure_isSharedAndNotKept() {
        var cache = cache(10_000);
        var render = new CompletableFuture<CachedRendition>();
        var first = cache.join("a", () -> render);
        var second = cache.join("a", RenditionCacheTest::notCalled);

        render.completeExceptionally(new IllegalStateException("broken"));

        assertThatThrownBy(first::join).hasRootCauseMessage("broken");
        assertThatThrownBy(second::join).hasRootCauseMessage("broken");
        var rendition = rendition(10, Duration.ofHours(1));
        assertThat(cache.join("a", ready(rendition)).join()).isSameAs(rendition);
    }

    @Test
    void join_renderThrows_failsAndRecovers() {
        var cache = cache(10_000);

        var failed = cache.join("a", () -> {
            throw new IllegalStateException("broken");
        });

        assertThatThrownBy(failed::join).hasRootCauseMessage("broken");
        assertThat(cache.join("a", ready(rendition(1, Duration.ofHours(1))))).isCompleted();
    }

    @Test
    void join_manyThreads_renderOnce() {
        var cache = cache(1_000_000);
        var renders = new AtomicInteger();
        var answers = new ArrayList<CompletableFuture<CachedRendition>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 500; i++) {
                String key = "key" + i % 5;
                answers.add(CompletableFuture.supplyAsync(
                        () -> cache.join(
                                        key,
                                        () -> CompletableFuture.supplyAsync(
                                                () -> {
                                                    renders.incrementAndGet();
                                                    return rendition(100, Duration.ofHours(1));
                                                },
                                                threads))
                                .join(),
                        threads));
            }
            answers.forEach(CompletableFuture::join);
        }
        assertThat(renders).hasValue(5);
    }

    @Test
    void join_moreThanThereIsRoom_dropsSome() {
        var cache = cache(20_000);
        for (int i = 0; i < 100; i++) {
            cache.join("key" + i, ready(rendition(1000, Duration.ofHours(1)))).join();
        }

        assertThat(cache.weight()).isBetween(10_000L, 20_000L);
        cache.join("huge", ready(rendition(30_000, Duration.ofHours(1)))).join();
        assertThat(cache.weight()).isLessThanOrEqualTo(20_000L);
        assertThat(cache.find("huge")).isEmpty();
    }

    @Test
    void join_switchedOff_keepsAndSharesNothing() {
        var cache = new RenditionCache(
                new CacheConfig(false, new ByteSize(10_000), NO_DISK, Path.of("unused")), "", Clock.systemUTC());
        var render = new CompletableFuture<CachedRendition>();
        var other = rendition(1, Duration.ofHours(1));

        assertThat(cache.join("a", () -> render)).isSameAs(render);
        assertThat(cache.join("a", ready(other)).join()).isSameAs(other);
        assertThat(cache.find("a")).isEmpty();
    }
}

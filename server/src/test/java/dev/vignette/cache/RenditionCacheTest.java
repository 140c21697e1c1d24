package dev.vignette.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.TestClock;
import dev.vignette.Waiting;
import dev.vignette.cache.Found.Way;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
final class RenditionCacheTest {
    private static final RenditionKey KEY = Renditions.key("http://a/1");
    private static final List<String> NO_TAGS = List.of();

    private final AtomicInteger flights = new AtomicInteger();
    private final TestClock clock = new TestClock();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @TempDir
    private Path folder;

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    /// Has windows of 10 s and of 100 s, and remembers failures for 5 s and 1 s.
    private RenditionCache cache(String... settings) {
        var all = new ArrayList<>(List.of("STALE_WHILE_REVALIDATE", "10s", "STALE_IF_ERROR", "100s"));
        all.addAll(List.of(settings));
        return new RenditionCache(Renditions.config(folder, all.toArray(String[]::new)), "1", clock, this::begin);
    }

    private void begin(Runnable flight) {
        flights.incrementAndGet();
        threads.execute(flight);
    }

    private CompletableFuture<Found> join(RenditionCache cache, Supplier<CachedRendition> render, String... tags) {
        return cache.join(KEY, List.of(tags), Renditions.request(Duration.ofSeconds(20)), render);
    }

    private CachedRendition rendition(int size) {
        return Renditions.of(size, Duration.ofSeconds(60), clock);
    }

    private static CachedRendition notCalled() {
        throw new AssertionError("rendered again");
    }

    private static Supplier<CachedRendition> failing(ErrorCode code) {
        return () -> {
            throw new VignetteException(code, "as it happens");
        };
    }

    @Test
    void join_kept_doesNotRenderAgain() {
        try (var cache = cache()) {
            var rendition = rendition(10);
            assertThat(cache.find(KEY, NO_TAGS)).isEmpty();

            assertThat(join(cache, () -> rendition).join()).isEqualTo(new Found(rendition, Way.RENDERED, false, true));

            assertThat(cache.find(KEY, NO_TAGS)).contains(Found.kept(rendition, Way.MEMORY));
            assertThat(join(cache, RenditionCacheTest::notCalled).join().way()).isEqualTo(Way.MEMORY);
            assertThat(cache.find(Renditions.key("other"), NO_TAGS)).isEmpty();
            assertThat(cache.memory()).isEqualTo(new TierStatistics(1, 2, 1, 10 + 512 + 2 * 14));
        }
    }

    @Test
    void join_notToBeKept_rendersEachTime() {
        try (var cache = cache()) {
            for (int i = 1; i < 3; i++) {
                var rendition = Renditions.of(i, Duration.ZERO, clock);
                assertThat(join(cache, () -> rendition).join())
                        .isEqualTo(new Found(rendition, Way.RENDERED, false, false));
            }
        }
    }

    @Test
    void join_notToBeKeptAnyMore_forgetsTheOldOne() {
        try (var cache = cache()) {
            join(cache, () -> rendition(1)).join();
            clock.advance(Duration.ofSeconds(80));
            join(cache, () -> Renditions.of(2, Duration.ZERO, clock)).join();

            assertThatThrownBy(
                            () -> join(cache, failing(ErrorCode.SOURCE_FAILED)).join())
                    .isNotNull();
        }
    }

    @Test
    void join_underWay_waitsForTheOne() {
        try (var cache = cache()) {
            var render = new CompletableFuture<CachedRendition>();
            var first = join(cache, render::join);
            var second = join(cache, RenditionCacheTest::notCalled);
            assertThat(cache.underWay()).isOne();

            var rendition = rendition(10);
            render.complete(rendition);

            assertThat(first.join().collapsed()).isFalse();
            assertThat(second.join()).isEqualTo(new Found(rendition, Way.RENDERED, true, true));
        }
    }

    @Test
    void join_oneOfTwoLeaves_otherIsServed() {
        try (var cache = cache()) {
            var render = new CompletableFuture<CachedRendition>();
            var first = join(cache, render::join);
            var second = join(cache, RenditionCacheTest::notCalled);

            first.completeExceptionally(new IllegalStateException("gone"));
            render.complete(rendition(10));

            assertThat(second.join().rendition().content().length()).isEqualTo(10);
        }
    }

    @Test
    void join_allLeave_interruptsTheRender() throws Exception {
        try (var cache = cache()) {
            var begun = new CountDownLatch(1);
            var interrupted = new CountDownLatch(1);
            Supplier<CachedRendition> endless = () -> {
                begun.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    interrupted.countDown();
                }
                throw new VignetteException(ErrorCode.SOURCE_FAILED, "called off");
            };
            var first = join(cache, endless);
            var second = join(cache, endless);
            begun.await();

            first.completeExceptionally(new IllegalStateException("gone"));
            second.completeExceptionally(new IllegalStateException("gone"));
            interrupted.await();

            assertThat(cache.underWay()).isZero();
            assertThat(join(cache, () -> rendition(10)).join().way())
                    .as("what was called off is no failure to remember")
                    .isEqualTo(Way.RENDERED);
        }
    }

    @Test
    void join_ownDeadlinePasses_isToldAloneAndOthersWaitOn() {
        try (var cache = cache()) {
            var render = new CompletableFuture<CachedRendition>();
            var patient = join(cache, render::join);
            var hasty =
                    cache.join(KEY, NO_TAGS, Renditions.request(Duration.ofMillis(30)), RenditionCacheTest::notCalled);

            assertThatThrownBy(hasty::join)
                    .cause()
                    .extracting(failure -> ((VignetteException) failure).code())
                    .isEqualTo(ErrorCode.OVERLOADED);
            assertThat(patient).isNotDone();
            render.complete(rendition(10));
            assertThat(patient.join().stored()).isTrue();
        }
    }

    @Test
    void join_flightThatEndsTooSoon_isNotJoined() {
        try (var cache = cache()) {
            var render = new CompletableFuture<CachedRendition>();
            var brief = cache.join(KEY, NO_TAGS, Renditions.request(Duration.ofSeconds(5)), render::join);

            assertThat(join(cache, () -> rendition(20)).join().collapsed()).isFalse();

            render.complete(rendition(10));
            assertThat(brief.join().stored()).isFalse();
            assertThat(cache.find(KEY, NO_TAGS)
                            .orElseThrow()
                            .rendition()
                            .content()
                            .length())
                    .isEqualTo(20);
        }
    }

    @Test
    void join_manyThreads_renderOnce() {
        try (var cache = cache()) {
            var renders = new AtomicInteger();
            var answers = new ArrayList<CompletableFuture<Found>>();
            for (int i = 0; i < 500; i++) {
                var key = Renditions.key("key" + i % 5);
                answers.add(CompletableFuture.supplyAsync(
                        () -> cache.join(key, NO_TAGS, Renditions.request(Duration.ofSeconds(20)), () -> {
                                    renders.incrementAndGet();
                                    return rendition(100);
                                })
                                .join(),
                        threads));
            }
            answers.forEach(CompletableFuture::join);
            assertThat(renders).hasValue(5);
        }
    }

    @Test
    void join_moreThanThereIsRoom_dropsSome() {
        try (var cache = cache("MEMORY", "20000B")) {
            for (int i = 0; i < 100; i++) {
                cache.join(
                                Renditions.key("key" + i),
                                NO_TAGS,
                                Renditions.request(Duration.ofSeconds(20)),
                                () -> rendition(1000))
                        .join();
            }
            assertThat(cache.memory().bytes()).isBetween(10_000L, 20_000L);
        }
    }

    @Test
    void join_switchedOff_keepsAndSharesNothing() {
        try (var cache = cache("ENABLED", "false")) {
            var render = new CompletableFuture<CachedRendition>();
            var first = join(cache, render::join);
            assertThat(join(cache, () -> rendition(1)).join().way()).isEqualTo(Way.PASSED);
            assertThat(first).isNotDone();
            assertThat(cache.find(KEY, NO_TAGS)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0B", "1MiB"})
    void join_staleWhileRevalidate_answersAtOnceAndRefreshesOnce(String inMemory) throws Exception {
        try (var cache = cache("MEMORY", inMemory, "DISK", "1MiB")) {
            join(cache, () -> rendition(1)).join();
            clock.advance(Duration.ofSeconds(65));
            assertThat(cache.find(KEY, NO_TAGS)).isEmpty();

            int before = flights.get();
            var render = new CompletableFuture<CachedRendition>();
            for (int i = 0; i < 20; i++) {
                var found = join(cache, render::join).join();
                assertThat(found.rendition().content().length()).isEqualTo(1);
                assertThat(found.way()).isIn(Way.MEMORY, Way.DISK);
            }
            render.complete(rendition(2));
            Waiting.until(() -> cache.underWay() == 0);

            assertThat(flights).hasValue(before + 1);
            assertThat(join(cache, RenditionCacheTest::notCalled)
                            .join()
                            .rendition()
                            .content()
                            .length())
                    .isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorCode.class,
            names = {"SOURCE_FAILED", "SOURCE_TIMEOUT", "QUEUE_FULL", "OVERLOADED", "INTERNAL"})
    void join_staleIfError_answersWhenTheRenderFails(ErrorCode code) {
        try (var cache = cache("DISK", "1MiB")) {
            join(cache, () -> rendition(1)).join();
            clock.advance(Duration.ofSeconds(75));

            assertThat(join(cache, failing(code)).join().way()).isEqualTo(Way.STALE_IF_ERROR);

            clock.advance(Duration.ofSeconds(90));
            assertThatThrownBy(() -> join(cache, failing(code)).join())
                    .as("the window is over")
                    .hasRootCauseMessage("as it happens");
        }
    }

    @Test
    void join_sourceGone_answersNothingStale() {
        try (var cache = cache("DISK", "1MiB")) {
            join(cache, () -> rendition(1)).join();
            clock.advance(Duration.ofSeconds(75));

            assertThatThrownBy(() ->
                            join(cache, failing(ErrorCode.SOURCE_NOT_FOUND)).join())
                    .hasRootCauseMessage("as it happens");
            clock.advance(Duration.ofSeconds(6));
            assertThatThrownBy(
                            () -> join(cache, failing(ErrorCode.SOURCE_FAILED)).join())
                    .as("nor later")
                    .hasRootCauseMessage("as it happens");
        }
    }

    @Test
    void join_failure_isRememberedForSeconds() {
        try (var cache = cache()) {
            assertThatThrownBy(() ->
                            join(cache, failing(ErrorCode.SOURCE_NOT_FOUND)).join())
                    .isNotNull();
            for (int i = 0; i < 4; i++) {
                clock.advance(Duration.ofSeconds(1));
                assertThatThrownBy(
                                () -> join(cache, RenditionCacheTest::notCalled).join())
                        .hasRootCauseMessage("as it happens");
            }
            clock.advance(Duration.ofSeconds(1));
            assertThat(join(cache, () -> rendition(1)).join().way()).isEqualTo(Way.RENDERED);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorCode.class,
            names = {"QUEUE_FULL", "OVERLOADED", "SHUTTING_DOWN", "INTERNAL"})
    void join_failureOfThisServer_isNotRemembered(ErrorCode code) {
        try (var cache = cache()) {
            assertThatThrownBy(() -> join(cache, failing(code)).join()).isNotNull();
            assertThat(join(cache, () -> rendition(1)).join().way()).isEqualTo(Way.RENDERED);
        }
    }

    @Test
    void find_otherTags_areAddedOverRestarts() {
        try (var cache = cache("DISK", "1MiB")) {
            join(cache, () -> rendition(1), "red").join();
            assertThat(cache.find(KEY, List.of("blue"))).isPresent();
        }
        try (var cache = cache("DISK", "1MiB")) {
            assertThat(cache.sources(new Purge.Tag("green"))).isEmpty();
            assertThat(join(cache, RenditionCacheTest::notCalled, "green")
                            .join()
                            .way())
                    .isEqualTo(Way.DISK);
        }
        try (var cache = cache("DISK", "1MiB")) {
            for (String tag : List.of("red", "blue", "green")) {
                assertThat(cache.sources(new Purge.Tag(tag))).as(tag).containsExactly("http://a/1");
            }
            assertThat(cache.purge(new Purge.Tag("blue"))).isEqualTo(new Purge.Removed(0, 1, 0, 0));
        }
    }

    @Test
    void purge_renderUnderWay_isAnsweredButNotKept() {
        try (var cache = cache("DISK", "1MiB")) {
            var render = new CompletableFuture<CachedRendition>();
            var before = join(cache, render::join);

            assertThat(cache.purge(new Purge.Url("http://a/2")).underWay()).isZero();
            assertThat(cache.purge(new Purge.Url("http://a/1")).underWay()).isOne();
            var after = join(cache, () -> rendition(2));
            assertThat(after.join().stored()).isTrue();
            render.complete(rendition(1));

            assertThat(before.join().stored()).isFalse();
            assertThat(join(cache, RenditionCacheTest::notCalled)
                            .join()
                            .rendition()
                            .content()
                            .length())
                    .isEqualTo(2);
            assertThat(cache.purge(new Purge.All())).isEqualTo(new Purge.Removed(1, 1, 0, 0));
            assertThat(cache.find(KEY, NO_TAGS)).isEmpty();
        }
    }

    @Test
    void purge_failure_isTriedAgain() {
        try (var cache = cache()) {
            assertThatThrownBy(() -> join(cache, failing(ErrorCode.SOURCE_NOT_FOUND), "red")
                            .join())
                    .isNotNull();
            assertThat(cache.purge(new Purge.Tag("blue")).failures()).isZero();
            assertThat(cache.purge(new Purge.Tag("red")).failures()).isOne();
            assertThat(join(cache, () -> rendition(1)).join().way()).isEqualTo(Way.RENDERED);
        }
    }
}

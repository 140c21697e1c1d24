package dev.vignette.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.cache.Found.Way;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.telemetry.Deadline;
import dev.vignette.telemetry.RequestContext;
import dev.vignette.telemetry.Trace;
import dev.vignette.telemetry.Urgency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// Who asks for a rendition, and who is served by whose render.
final class RenditionCacheTest extends Caching {
    @Test
    void join_kept_doesNotRenderAgain() {
        try (var cache = cache()) {
            var rendition = rendition(10);
            assertThat(cache.find(KEY, NO_TAGS)).isEmpty();

            assertThat(join(cache, () -> rendition).join()).isEqualTo(new Found(rendition, Way.RENDERED, false, true));

            assertThat(cache.find(KEY, NO_TAGS)).contains(Found.kept(rendition, Way.MEMORY));
            assertThat(join(cache, Caching::notCalled).join().way()).isEqualTo(Way.MEMORY);
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
            var second = join(cache, Caching::notCalled);
            assertThat(cache.underWay()).isOne();

            var rendition = rendition(10);
            render.complete(rendition);

            assertThat(first.join().collapsed()).isFalse();
            assertThat(second.join()).isEqualTo(new Found(rendition, Way.RENDERED, true, true));
        }
    }

    @Test
    void join_moreUrgentThanWhoBegan_doesNotWaitForIt() {
        try (var cache = cache()) {
            var slow = new CompletableFuture<CachedRendition>();
            var made = rendition(10);
            RequestContext live = Renditions.request(Duration.ofSeconds(20));
            var behind =
                    new RequestContext("job", Deadline.after(Duration.ofMinutes(20)), Trace.NONE, Urgency.BACKFILL);
            var job = cache.join(KEY, NO_TAGS, behind, slow::join);

            var client = cache.join(KEY, NO_TAGS, live, () -> made);

            assertThat(client.orTimeout(60, TimeUnit.SECONDS).join().rendition())
                    .isEqualTo(made);
            var late = rendition(11);
            slow.complete(late);
            assertThat(job.orTimeout(60, TimeUnit.SECONDS).join().rendition()).isEqualTo(late);
        }
    }

    @Test
    void join_oneOfTwoLeaves_otherIsServed() {
        try (var cache = cache()) {
            var render = new CompletableFuture<CachedRendition>();
            var first = join(cache, render::join);
            var second = join(cache, Caching::notCalled);

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
            var hasty = cache.join(KEY, NO_TAGS, Renditions.request(Duration.ofMillis(30)), Caching::notCalled);

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
}

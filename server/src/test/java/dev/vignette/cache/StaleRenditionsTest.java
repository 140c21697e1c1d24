package dev.vignette.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.Waiting;
import dev.vignette.cache.Found.Way;
import dev.vignette.error.ErrorCode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Renditions that are no longer fresh, and failures to make new ones.
final class StaleRenditionsTest extends Caching {
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
            assertThat(join(cache, Caching::notCalled)
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
                assertThatThrownBy(() -> join(cache, Caching::notCalled).join()).hasRootCauseMessage("as it happens");
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
}

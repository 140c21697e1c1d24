package dev.vignette.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.cache.Found.Way;
import dev.vignette.error.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tags, and what is removed before its time.
final class PurgedRenditionsTest extends Caching {
    @Test
    void find_otherTags_areAddedOverRestarts() {
        try (var cache = cache("DISK", "1MiB")) {
            join(cache, () -> rendition(1), "red").join();
            assertThat(cache.find(KEY, List.of("blue"))).isPresent();
        }
        try (var cache = cache("DISK", "1MiB")) {
            assertThat(cache.sources(new Purge.Tag("green"))).isEmpty();
            assertThat(join(cache, Caching::notCalled, "green").join().way()).isEqualTo(Way.DISK);
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
            assertThat(join(cache, Caching::notCalled)
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
    void join_large_isAnsweredFromAFileAndFoundOnDisk() throws Exception {
        try (var cache = cache("DISK", "20MiB")) {
            var large = Renditions.of(CachedRendition.LARGE, Renditions.HOUR, clock);
            var made = join(cache, () -> large).join();

            assertThat(made.rendition().content()).isInstanceOf(Content.InFile.class);
            assertThat(made.stored()).isTrue();
            assertThat(made.rendition().content().read())
                    .isEqualTo(large.content().read());
            assertThat(cache.memory().entries()).isZero();
            assertThat(join(cache, Caching::notCalled, "red").join().way()).isEqualTo(Way.DISK);
            assertThat(cache.sources(new Purge.Tag("red"))).as("tags that wait").containsExactly("http://a/1");
        }
        try (var cache = cache("DISK", "20MiB")) {
            assertThat(cache.purge(new Purge.Tag("red"))).isEqualTo(new Purge.Removed(0, 1, 0, 0));
        }
    }

    @ParameterizedTest
    @CsvSource({"ENABLED, false, 3600", "DISK, 0, 3600", "DISK, 20MiB, 0"})
    void join_largeThatIsNotKept_isAnsweredFromAFileThatGoes(String key, String value, int fresh) throws Exception {
        Content.InFile file;
        try (var cache = cache(key, value)) {
            var large = Renditions.of(CachedRendition.LARGE, Duration.ofSeconds(fresh), clock);
            var made = join(cache, () -> large).join();

            assertThat(made.stored()).isFalse();
            file = (Content.InFile) made.rendition().content();
            assertThat(file.read()).isEqualTo(large.content().read());
        }
        assertThat(file.file()).doesNotExist();
    }

    /// Until the file that is on the disk has the tags, and with them.
    @Test
    void purge_byTagThatWaits_removesTheFileToo() {
        try (var cache = cache("DISK", "1MiB")) {
            join(cache, () -> rendition(1)).join();
        }
        try (var cache = cache("DISK", "1MiB")) {
            join(cache, Caching::notCalled).join();
            assertThat(cache.find(KEY, List.of("blue"))).isPresent();
            assertThat(cache.purge(new Purge.Tag("blue"))).isEqualTo(new Purge.Removed(1, 1, 0, 0));
        }
        try (var cache = cache("DISK", "1MiB")) {
            assertThat(join(cache, () -> rendition(2)).join().way()).isEqualTo(Way.RENDERED);
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

package dev.vignette.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.cache.CachedRendition;
import dev.vignette.cache.Found;
import dev.vignette.image.Dimensions;
import dev.vignette.image.EncodedImage;
import dev.vignette.image.Format;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CacheStatusTest {
    @ParameterizedTest
    @CsvSource({
        "MEMORY, false, false, 60, Vignette; hit; ttl=50; detail=memory",
        "MEMORY, true, false, 60, Vignette; hit; ttl=50; detail=memory",
        "MEMORY, false, false, 5, Vignette; hit; ttl=-5; detail=memory",
        "DISK, false, false, 60, Vignette; hit; ttl=50; detail=disk",
        "RENDERED, false, true, 60, Vignette; fwd=uri-miss; stored; ttl=50",
        "RENDERED, true, true, 60, Vignette; fwd=uri-miss; stored; collapsed; ttl=50",
        "RENDERED, false, false, 0, Vignette; fwd=uri-miss",
        "RENEWED, true, true, 60, Vignette; fwd=stale; stored; collapsed; ttl=50",
        "STALE_IF_ERROR, false, false, 5, Vignette; fwd=stale; ttl=-5; detail=stale-if-error",
        "PASSED, false, false, 60, Vignette; fwd=bypass; ttl=50",
    })
    void of_eachWay_isWrittenByTheGrammar(Found.Way way, boolean collapsed, boolean stored, long fresh, String value) {
        var image = new EncodedImage(new byte[1], Format.JPEG, new Dimensions(1, 1));
        var rendition = new CachedRendition(image, "\"a\"", Optional.empty(), Instant.EPOCH, Duration.ofSeconds(fresh));

        assertThat(CacheStatus.of(new Found(rendition, way, collapsed, stored), Duration.ofSeconds(10)))
                .isEqualTo(value);
    }
}

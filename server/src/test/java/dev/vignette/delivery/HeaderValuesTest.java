package dev.vignette.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.cache.StaleWindows;
import dev.vignette.image.Format;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Header values that are written, and those that are read.
final class HeaderValuesTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.6Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | ''",
                "image/avif,image/webp | avif+webp",
                "image/webp, image/avif | avif+webp",
                "IMAGE/WEBP | webp",
                "image/webp;q=0.1;level=1 | webp",
                "image/webp;q=0 | ''",
                "image/webp; Q = 0.0 | ''",
                "image/webp;q=0.000,image/avif;q=0.001 | avif",
                "*/*, image/* | ''",
                "image/webpx, ximage/avif, image/avif/x | ''",
                "image/jpeg, image/png, image/gif | ''",
            })
    void of_accept_keepsWhatMatters(String accept, String formats) {
        assertThat(AcceptedFormats.of(Optional.of(accept)).text()).isEqualTo(formats);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, , no-store",
        "60, 0, , 'public, max-age=60'",
        "60, 50, , 'public, max-age=60'",
        "60, 0, 100, 'public, max-age=60'",
        "60, 0, 10, 'public, max-age=10'",
        "60, 30, 10, 'public, max-age=40'",
        "60, 0, 0, 'public, max-age=0'",
        "60, 0, -5, 'public, max-age=0'",
        "0, 0, 10, no-store",
    })
    void of_lifetimes_takesTheShortest(long fresh, long age, Long linkEnds, String value) {
        var end = Optional.ofNullable(linkEnds).map(NOW::plusSeconds);

        assertThat(CacheControl.of(Duration.ofSeconds(fresh), StaleWindows.NONE, Duration.ofSeconds(age), end, NOW))
                .isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        ", ', stale-while-revalidate=20, stale-if-error=300'",
        "1000, ', stale-while-revalidate=20, stale-if-error=300'",
        "70, ', stale-while-revalidate=10, stale-if-error=10'",
        "60, ''",
    })
    void of_staleWindows_endWithTheLink(Long linkEnds, String windows) {
        var stale = new StaleWindows(Duration.ofSeconds(20), Duration.ofSeconds(300));
        var end = Optional.ofNullable(linkEnds).map(NOW::plusSeconds);

        assertThat(CacheControl.of(Duration.ofSeconds(60), stale, Duration.ZERO, end, NOW))
                .isEqualTo("public, max-age=60" + windows);
        assertThat(CacheControl.of(Duration.ZERO, stale, Duration.ZERO, end, NOW))
                .isEqualTo("no-store");
    }

    @Test
    void of_file_isStrongAndOfTheBytesAlone() {
        byte[] file = "abc".getBytes(StandardCharsets.US_ASCII);

        // The first half of the SHA-256 of FIPS 180-4, appendix B.1.
        assertThat(Etag.of(file)).isEqualTo("\"ba7816bf8f01cfea414140de5dae2223\"");
        assertThat(Etag.of(file.clone())).isEqualTo(Etag.of(file));
    }

    @ParameterizedTest
    @CsvSource({"WEBP, cat, cat.webp", "JPEG, cat, cat.jpg", "PNG, cat.v2, cat.v2", "GIF, .., .."})
    void attachment_name_getsItsExtension(Format format, String name, String whole) {
        assertThat(ContentDisposition.attachment(name, format)).startsWith("attachment; filename=\"" + whole + "\";");
    }
}

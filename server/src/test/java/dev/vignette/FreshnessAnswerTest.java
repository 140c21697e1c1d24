package dev.vignette;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How long an answer may be kept: by its source, by the configuration, by the end of its link.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FreshnessAnswerTest {
    private static final byte[] PICTURE = Pictures.jpeg(8, 8);

    private TestServer server;

    @BeforeAll
    void start() throws IOException {
        server = new TestServer("TTL", "2h", "CACHE_STALE_WHILE_REVALIDATE", "0s", "CACHE_STALE_IF_ERROR", "0s");
        server.origin
                .serve("/plain.jpg", PICTURE)
                .serve("/dated.jpg", PICTURE, "Last-Modified", "Sun, 06 Nov 1994 08:49:37 GMT");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max-age=60 | public, max-age=60",
                "max-age=60, s-maxage=600 | public, max-age=600",
                "public, max-age=31536000, immutable | public, max-age=31536000",
                "no-store | no-store",
                "no-cache | no-store",
                "private, max-age=60 | no-store",
                "max-age=0 | no-store",
                "max-age=much | public, max-age=7200",
                "must-revalidate | public, max-age=7200",
            })
    void get_sourceTellsItsLifetime_isHandedOn(String told, String answered) {
        String path = "/told-" + told.hashCode() + ".jpg";
        server.origin.serve(path, PICTURE, "Cache-Control", told);

        assertThat(cacheControl(server.get(server.thumb(path, "w=4")))).isEqualTo(answered);
        assertThat(cacheControl(server.get("/info?" + server.origin.parameter(path))))
                .isEqualTo(answered);
    }

    @Test
    void get_sourceTellsNothing_keepsForTheConfiguredTime() {
        var response = server.get(server.thumb("/plain.jpg", "w=4"));

        assertThat(cacheControl(response)).isEqualTo("public, max-age=7200");
        assertThat(response.headers().firstValue("Last-Modified")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/thumb", "/info"})
    void get_linkThatEnds_boundsTheLifetime(String endpoint) {
        long end = server.clock.instant().getEpochSecond() + 600;
        String target = endpoint + "?" + server.origin.parameter("/plain.jpg") + "&exp=";

        assertThat(maxAge(server.get(target + end))).isEqualTo(600);
        assertThat(maxAge(server.get(target + (end + 36_000)))).isEqualTo(7200);
        assertThat(maxAge(server.get(target + end))).isEqualTo(600);
    }

    @Test
    void get_hit_tellsItsAge() {
        String target = server.thumb("/plain.jpg", "w=5");
        assertThat(age(server.get(target))).isZero();

        server.clock.advance(Duration.ofSeconds(7));

        assertThat(age(server.get(target))).isEqualTo(7);
        assertThat(maxAge(server.get(target))).isEqualTo(7200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "Sun, 31 Feb 1994 08:49:37 GMT", "1994-11-06"})
    void get_unreadableLastModified_isLeftOut(String date) {
        String path = "/dated-" + date.hashCode() + ".jpg";
        server.origin.serve(path, PICTURE, "Last-Modified", date);

        var response = server.get(server.thumb(path, "w=4"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Last-Modified")).isEmpty();
    }

    @Test
    void get_damagedOriginal_isKeptShortly() throws IOException {
        byte[] whole = Pictures.jpeg(200, 200);
        byte[] half = Arrays.copyOf(whole, whole.length / 2);
        try (var lenient = new TestServer(
                "CODEC_LENIENT",
                "true",
                "TTL_DAMAGED",
                "7s",
                "CACHE_STALE_WHILE_REVALIDATE",
                "0s",
                "CACHE_STALE_IF_ERROR",
                "0s")) {
            lenient.origin.serve("/half.jpg", half);
            lenient.origin.serve("/brief.jpg", half, "Cache-Control", "max-age=3");

            assertThat(maxAge(lenient.get(lenient.thumb("/half.jpg", "w=50")))).isEqualTo(7);
            assertThat(maxAge(lenient.get(lenient.thumb("/brief.jpg", "w=50")))).isEqualTo(3);
        }
    }

    private static String cacheControl(HttpResponse<?> response) {
        assertThat(response.statusCode()).isEqualTo(200);
        return response.headers().firstValue("Cache-Control").orElse("");
    }

    private static long maxAge(HttpResponse<?> response) {
        return Long.parseLong(cacheControl(response).replace("public, max-age=", ""));
    }

    private static long age(HttpResponse<?> response) {
        return response.headers().firstValueAsLong("Age").orElse(-1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/thumb | 'Sun, 06 Nov 1994 08:49:37 GMT' | 304",
                "/thumb | 'Sun, 06 Nov 1994 08:49:38 GMT' | 304",
                "/thumb | 'Sun, 06 Nov 1994 08:49:36 GMT' | 200",
                "/thumb | yesterday | 200",
                "/info | 'Sun, 06 Nov 1994 08:49:37 GMT' | 304",
                "/info | 'Sun, 06 Nov 1994 08:49:36 GMT' | 200",
            })
    void get_ifModifiedSince_isNotModifiedUnlessItWas(String endpoint, String since, int status) {
        String target = endpoint + "?" + server.origin.parameter("/dated.jpg");

        assertThat(server.get(target, "If-Modified-Since", since).statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/thumb", "/info"})
    void get_ifNoneMatchToo_goesFirst(String endpoint) {
        String target = endpoint + "?" + server.origin.parameter("/dated.jpg");
        String tag = server.get(target).headers().firstValue("ETag").orElseThrow();
        String old = "Sun, 06 Nov 1994 08:49:36 GMT";
        String now = "Sun, 06 Nov 1994 08:49:37 GMT";

        assertThat(server.get(target, "If-None-Match", "\"x\"", "If-Modified-Since", now)
                        .statusCode())
                .isEqualTo(200);
        assertThat(server.get(target, "If-None-Match", tag, "If-Modified-Since", old)
                        .statusCode())
                .isEqualTo(304);
    }
}

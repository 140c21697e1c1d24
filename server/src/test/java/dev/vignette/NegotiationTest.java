package dev.vignette;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `f=auto`: what the client accepts decides, and the cache knows no more than the classes that matter.
final class NegotiationTest {
    private static final String CHROME = "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8";

    @Test
    void get_spellingsOfOneClass_shareOneRendition() throws IOException {
        try (var server = new TestServer()) {
            server.origin.serve("/photo.jpg", Pictures.jpeg(20, 20));
            String target = server.thumb("/photo.jpg", "w=10");
            var spellings = List.of(
                    CHROME,
                    "image/webp, image/avif",
                    "IMAGE/AVIF;q=0.2 , image/WebP;q=1",
                    "image/avif, image/webp, x/y");

            for (String accept : spellings) {
                var response = server.get(target, "Accept", accept);
                assertThat(response.headers().firstValue("Content-Type")).contains("image/avif");
            }
            assertThat(server.origin.requests("/photo.jpg")).isEqualTo(1);

            for (String accept : List.of("image/webp", "image/jpeg", "image/avif")) {
                server.get(target, "Accept", accept);
            }
            server.get(target);
            assertThat(server.origin.requests("/photo.jpg")).isEqualTo(4);
        }
    }

    @Test
    void get_formatGiven_ignoresAccept() throws IOException {
        try (var server = new TestServer()) {
            server.origin.serve("/photo.jpg", Pictures.jpeg(20, 20));
            String target = server.thumb("/photo.jpg", "w=10&f=png");

            for (String accept : List.of("image/webp", "image/avif", "text/html", "image/png;q=0")) {
                var response = server.get(target, "Accept", accept);
                assertThat(response.headers().firstValue("Content-Type"))
                        .as(() -> new String(response.body(), StandardCharsets.UTF_8))
                        .contains("image/png");
                assertThat(response.headers().firstValue("Vary")).isEmpty();
            }
            assertThat(server.origin.requests("/photo.jpg")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "image/avif,image/webp | image/avif",
                "image/webp,*/* | image/webp",
                "*/* | image/jpeg",
                "image/* | image/jpeg",
                "text/html | image/jpeg",
                "image/avif;q=0, image/webp;q=0.001 | image/webp",
                "image/webp ; q=0.000 | image/jpeg",
                ",;,=;q=,, | image/jpeg",
            })
    void get_accept_decidesTheFormat(String accept, String mediaType) throws IOException {
        try (var server = new TestServer()) {
            server.origin.serve("/photo.jpg", Pictures.jpeg(8, 8));

            var response = server.get(server.thumb("/photo.jpg", "w=4"), "Accept", accept);

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type")).contains(mediaType);
            assertThat(response.headers().allValues("Vary")).containsExactly("Accept");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "f=auto&", "q=50&f=auto&"})
    void get_formatOpen_varies(String query) throws IOException {
        try (var server = new TestServer()) {
            server.origin.serve("/photo.jpg", Pictures.jpeg(8, 8));
            String target = server.thumb("/photo.jpg", query + "w=4");

            var response = server.get(target);

            assertThat(response.headers().allValues("Vary")).containsExactly("Accept");
            String tag = response.headers().firstValue("ETag").orElse("");
            assertThat(server.head(target, "If-None-Match", tag).headers().allValues("Vary"))
                    .containsExactly("Accept");
        }
    }
}

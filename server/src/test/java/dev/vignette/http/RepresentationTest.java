package dev.vignette.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Conditions and ranges behind a real port, of a file and of a stream.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
final class RepresentationTest {
    private static final String ETAG = "\"it\"";
    private static final Instant MODIFIED = Instant.parse("2026-01-02T03:04:05.6Z");
    private static final String MODIFIED_TEXT = "Fri, 02 Jan 2026 03:04:05 GMT";
    private static final int LARGE = 20 << 20;

    private final byte[] content = new byte[LARGE];
    private Serving serving;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        new Random(1).nextBytes(content);
        Path file = Files.write(folder.resolve("large"), content);
        Body.Opening opening = () -> FileChannel.open(file);
        var endpoints = new HashMap<String, Endpoint>();
        endpoints.put("/file", of(Instant.EPOCH, new Representation.Source.File(opening)));
        endpoints.put("/stream", of(MODIFIED, new Representation.Source.Elsewhere(this::open)));
        endpoints.put("/dated", of(MODIFIED, new Representation.Source.File(opening)));
        endpoints.put("/new", of(Instant.now().plusSeconds(60), new Representation.Source.File(opening)));
        endpoints.put("/change", Endpoint.byMethod(Map.of("PUT", exchange -> {
            Preconditions.require(exchange, ETAG);
            return CompletableFuture.completedFuture(Answer.empty(204, Headers.NONE));
        })));
        serving = new Serving(endpoints);
    }

    @AfterAll
    void stop() {
        serving.close();
    }

    private ByteArrayInputStream open(long offset, long length) {
        return new ByteArrayInputStream(content, (int) offset, (int) length);
    }

    private Endpoint of(Instant modified, Representation.Source source) {
        var representation = new Representation(ETAG, Optional.of(modified), "image/png", LARGE, source);
        return exchange -> exchange.blocking(
                () -> representation.answer(exchange, Headers.of(Map.of("Cache-Control", "private"))));
    }

    private String part(int first, int last) {
        return new String(content, first, last - first + 1, StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/file", "/stream"})
    void get_noRange_isAllOfIt(String path) throws Exception {
        var answer = serving.get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body().equals(part(0, LARGE - 1))).isTrue();
        assertHeaders(answer, "image/png", LARGE);
        assertThat(answer.headers().firstValue("Content-Range")).isEmpty();
        assertThat(answer.headers().firstValue("Cache-Control")).contains("private");
    }

    @ParameterizedTest
    @CsvSource({
        "/file, bytes=0-0, 0, 0",
        "/file, bytes=5-, 5, 20971519",
        "/file, bytes=-7, 20971513, 20971519",
        "/stream, bytes=100-200, 100, 200",
        "/stream, 'bytes=100-200,201-300', 100, 300"
    })
    void get_oneRange_isThatPart(String path, String range, int first, int last) throws Exception {
        var answer = serving.get(path, "Range", range);

        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(answer.headers().firstValue("Content-Range")).contains("bytes " + first + "-" + last + "/" + LARGE);
        assertThat(answer.body().equals(part(first, last))).isTrue();
        assertHeaders(answer, "image/png", last - first + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/file", "/stream"})
    void get_severalRanges_areParts(String path) throws Exception {
        var answer = serving.get(path, "Range", "bytes=0-999,100000-299999,-3");

        assertThat(answer.statusCode()).isEqualTo(206);
        String type = answer.headers().firstValue("Content-Type").orElseThrow();
        assertThat(type).startsWith("multipart/byteranges; boundary=");
        assertThat(answer.headers().firstValue("Content-Range")).isEmpty();
        String boundary = type.substring(type.indexOf('=') + 1);
        String expected = framed(boundary, 0, 999)
                + framed(boundary, 100_000, 299_999)
                + framed(boundary, LARGE - 3, LARGE - 1)
                + "\r\n--" + boundary + "--\r\n";
        assertThat(answer.body().equals(expected)).isTrue();
        assertHeaders(answer, type, expected.length());
    }

    private String framed(String boundary, int first, int last) {
        return "\r\n--" + boundary + "\r\nContent-Type: image/png\r\nContent-Range: bytes " + first + "-" + last + "/"
                + LARGE + "\r\n\r\n" + part(first, last);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/file", "/stream"})
    void get_rangeOutside_isToldTheLength(String path) throws Exception {
        var answer = serving.get(path, "Range", "bytes=" + LARGE + "-");

        assertThat(answer.statusCode()).isEqualTo(416);
        assertThat(answer.headers().firstValue("Content-Range")).contains("bytes */" + LARGE);
        assertThat(new JsonObject(answer.body()).getString("code")).isEqualTo("range-not-satisfiable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/file", "/stream"})
    void head_range_isPassedOver(String path) throws Exception {
        var answer = serving.send("HEAD", path, BodyPublishers.noBody(), "Range", "bytes=0-0");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertHeaders(answer, "image/png", LARGE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "/dated | \"it\" | 206",
                "/dated | \"other\" | 200",
                "/dated | W/\"it\" | 200",
                "/dated | " + MODIFIED_TEXT + " | 206",
                "/dated | Fri, 02 Jan 2026 03:04:06 GMT | 200",
                "/dated | Fri, 02 Jan 2026 03:04:04 GMT | 200",
                "/dated | yesterday | 200",
                "/dated | * | 200",
            })
    void get_ifRange_decidesBetweenThePartAndAll(String path, String condition, int status) throws Exception {
        var answer = serving.get(path, "Range", "bytes=0-0", "If-Range", condition);

        assertThat(answer.statusCode()).isEqualTo(status);
    }

    @Test
    void get_ifRangeOfATimeThatIsNotOver_isAll() throws Exception {
        String modified = serving.send("HEAD", "/new", BodyPublishers.noBody())
                .headers()
                .firstValue("Last-Modified")
                .orElseThrow();

        assertThat(serving.get("/new", "Range", "bytes=0-0", "If-Range", modified)
                        .statusCode())
                .isEqualTo(200);
    }

    /// In the order of RFC 9110, section 13.2.2.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "If-Match | \"it\" | '' | '' | 206",
                "If-Match | * | '' | '' | 206",
                "If-Match | \"other\" | '' | '' | 412",
                "If-Match | W/\"it\" | '' | '' | 412",
                "If-Match | \"it\" | If-Unmodified-Since | Fri, 02 Jan 2026 03:04:04 GMT | 206",
                "If-Match | \"other\" | If-Unmodified-Since | " + MODIFIED_TEXT + " | 412",
                "If-Unmodified-Since | " + MODIFIED_TEXT + " | '' | '' | 206",
                "If-Unmodified-Since | Fri, 02 Jan 2026 03:04:04 GMT | '' | '' | 412",
                "If-Unmodified-Since | yesterday | '' | '' | 206",
                "If-None-Match | \"it\" | '' | '' | 304",
                "If-None-Match | W/\"it\" | '' | '' | 304",
                "If-None-Match | * | '' | '' | 304",
                "If-None-Match | \"other\" | '' | '' | 206",
                "If-None-Match | \"other\" | If-Modified-Since | " + MODIFIED_TEXT + " | 206",
                "If-Modified-Since | " + MODIFIED_TEXT + " | '' | '' | 304",
                "If-Modified-Since | Fri, 02 Jan 2026 03:04:04 GMT | '' | '' | 206",
                "If-Modified-Since | yesterday | '' | '' | 206",
                "If-Match | \"other\" | If-None-Match | \"it\" | 412",
                "If-Match | \"it\" | If-None-Match | \"it\" | 304",
            })
    void get_conditions_areHeldInTheirOrder(String name, String value, String name2, String value2, int status)
            throws Exception {
        var answer = name2.isEmpty()
                ? serving.get("/dated", "Range", "bytes=0-0", name, value)
                : serving.get("/dated", "Range", "bytes=0-0", name, value, name2, value2);

        assertThat(answer.statusCode()).isEqualTo(status);
        if (status == 304) {
            assertThat(answer.body()).isEmpty();
            assertThat(answer.headers().firstValue("ETag")).contains(ETAG);
            assertThat(answer.headers().firstValue("Last-Modified")).contains(MODIFIED_TEXT);
            assertThat(answer.headers().firstValue("Content-Type")).isEmpty();
        } else if (status == 412) {
            assertThat(new JsonObject(answer.body()).getString("code")).isEqualTo("precondition-failed");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "If-Match | \"it\" | 204",
                "If-Match | * | 204",
                "If-Match | \"other\" | 412",
                "If-Match | W/\"it\" | 412",
                "If-None-Match | \"other\" | 428",
                "X-Other | 1 | 428",
            })
    void put_change_mustSayWhatItChanges(String name, String value, int status) throws Exception {
        var answer = serving.send("PUT", "/change", BodyPublishers.noBody(), name, value);

        assertThat(answer.statusCode()).isEqualTo(status);
    }

    @Test
    void put_ifNoneMatchOfWhatIsThere_fails() throws Exception {
        var answer = serving.send("PUT", "/change", BodyPublishers.noBody(), "If-Match", ETAG, "If-None-Match", ETAG);

        assertThat(answer.statusCode()).isEqualTo(412);
    }

    private static void assertHeaders(HttpResponse<?> answer, String mediaType, long length) {
        assertThat(answer.headers().firstValue("Content-Type")).contains(mediaType);
        assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(length);
        assertThat(answer.headers().firstValue("Accept-Ranges")).contains("bytes");
        assertThat(answer.headers().firstValue("ETag")).contains(ETAG);
    }
}

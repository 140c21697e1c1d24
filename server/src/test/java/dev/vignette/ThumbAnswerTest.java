package dev.vignette;

import static dev.vignette.ProblemAnswer.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.probe.HeaderProbe;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The answers to `GET /thumb` that carry a picture, or say that the client has it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ThumbAnswerTest {
    private TestServer server;

    @BeforeAll
    void start() throws IOException {
        server = new TestServer();
        server.origin.serve("/photo.jpg", Pictures.jpeg(80, 60), "Last-Modified", "Sun, 06 Nov 1994 08:49:37 GMT");
        server.origin.serve("/clear.png", Pictures.transparentPng(40, 40));
        server.origin.serve("/moves.gif", Pictures.gif(3));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "jpeg, image/jpeg",
        "webp, image/webp",
        "avif, image/avif",
        "png, image/png",
        "gif, image/gif",
        "auto, image/jpeg",
    })
    void get_eachFormat_isThatFormat(String format, String mediaType) {
        var response = server.get(server.thumb("/photo.jpg", "w=40&f=" + format));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Content-Type")).isEqualTo(mediaType);
        assertThat(header(response, "Content-Length")).isEqualTo(Integer.toString(response.body().length));
        assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(response, "X-Request-Id")).isNotEmpty();
        assertThat(header(response, "ETag")).matches("\"[0-9a-f]{32}\"");
        assertThat(header(response, "Last-Modified")).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
        var picture = HeaderProbe.probe(response.body());
        assertThat(picture.format().mediaType()).isEqualTo(mediaType);
        assertThat(picture.dimensions().width()).isEqualTo(40);
        assertThat(picture.dimensions().height()).isEqualTo(30);
    }

    @ParameterizedTest
    @ValueSource(strings = {"w=20&f=auto", "w=21&f=png&download=a", "w=22&f=webp"})
    void head_onMissAndHit_hasTheHeadersOfGet(String query) {
        String target = server.thumb("/photo.jpg", query);

        var miss = server.head(target);
        var get = server.get(target);
        var hit = server.head(target);

        assertThat(miss.statusCode()).isEqualTo(200);
        assertThat(miss.body()).isEmpty();
        assertThat(hit.body()).isEmpty();
        assertThat(stable(miss)).isEqualTo(stable(get)).containsKey("content-length");
        assertThat(stable(hit)).isEqualTo(stable(get));
        assertThat(header(get, "Content-Length")).isEqualTo(Integer.toString(get.body().length));
    }

    @Test
    void head_failure_hasTheHeadersOfGet() {
        String target = server.thumb("/none.jpg", "");

        var head = server.head(target, "X-Request-Id", "one");
        var get = server.get(target, "X-Request-Id", "one");

        assertThat(head.statusCode()).isEqualTo(404);
        assertThat(head.body()).isEmpty();
        assertThat(stable(head)).isEqualTo(stable(get)).containsKey("content-length");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "BREW", "get"})
    void send_otherMethod_isNotAllowed(String method) {
        var response = server.send(method, server.thumb("/photo.jpg", ""));

        assertProblem(response, 405, "method-not-allowed");
        assertThat(header(response, "Allow")).isEqualTo("GET, HEAD");
    }

    @Test
    void get_clientThatOffersHttp2_isAnsweredOverHttp1() throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + server.port() + server.thumb("/photo.jpg", "w=23")))
                    .build();

            var response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());

            assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
            assertThat(response.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void get_again_hasTheSameTag() throws IOException {
        String query = "w=24&f=webp";
        String tag = header(server.get(server.thumb("/photo.jpg", query)), "ETag");

        try (var other = new TestServer("CACHE_ENABLED", "false")) {
            other.origin.serve("/photo.jpg", Pictures.jpeg(80, 60));
            assertThat(header(other.get(other.thumb("/photo.jpg", query)), "ETag"))
                    .isEqualTo(tag);
        }
        assertThat(header(server.get(server.thumb("/photo.jpg", "w=25&f=webp")), "ETag"))
                .isNotEqualTo(tag);
    }

    /// `%` stands for the tag without its quotes.
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\'',
            value = {
                "\"%\"; 304",
                "W/\"%\"; 304",
                "*; 304",
                "\"x\", \"%\"; 304",
                "\"x\",W/\"y\" ,  W/\"%\"; 304",
                "\"a,b\", \"%\"; 304",
                "%; 200",
                "\"x\"; 200",
                "'\"%'; 200",
                "w/\"%\"; 200",
                "\"*\"; 200",
                "\"%x\"; 200",
                "\",,,\"; 200",
                "W/; 200",
            })
    void get_ifNoneMatch_sparesTheBody(String condition, int status) {
        String target = server.thumb("/photo.jpg", "w=26");
        var whole = server.get(target);
        String tag = header(whole, "ETag");

        var response = server.get(target, "If-None-Match", condition.replace("%", tag.replace("\"", "")));

        assertThat(response.statusCode()).isEqualTo(status);
        for (String name : List.of("ETag", "Cache-Control", "Vary", "Last-Modified", "X-Content-Type-Options")) {
            assertThat(header(response, name)).as(name).isEqualTo(header(whole, name));
        }
        if (status == 304) {
            assertThat(response.body()).isEmpty();
            assertThat(response.headers().firstValue("Content-Type")).isEmpty();
        }
    }

    @Test
    void get_ifNoneMatchOnMiss_sparesTheBodyToo() throws IOException {
        try (var cold = new TestServer("CACHE_ENABLED", "false")) {
            cold.origin.serve("/photo.jpg", Pictures.jpeg(20, 20));
            String target = cold.thumb("/photo.jpg", "w=10");
            String tag = header(cold.get(target), "ETag");

            assertThat(cold.get(target, "If-None-Match", tag).statusCode()).isEqualTo(304);
            assertThat(cold.head(target, "If-None-Match", tag).statusCode()).isEqualTo(304);
        }
    }

    @Test
    void get_missThenHit_tellsWhereTheTimeWent() {
        String target = server.thumb("/photo.jpg", "w=27");

        assertThat(header(server.get(target), "Server-Timing"))
                .matches("queue;dur=[\\d.]+, fetch;dur=[\\d.]+, decode;dur=[\\d.]+, resize;dur=[\\d.]+,"
                        + " encode;dur=[\\d.]+");
        assertThat(header(server.get(target), "Server-Timing")).isEqualTo("cache;desc=hit");
    }

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "download, attachment",
        "download=, attachment",
        "download=cat, 'attachment; filename=\"cat.jpg\"; filename*=UTF-8''''cat.jpg'",
        "download=cat.jpeg, 'attachment; filename=\"cat.jpeg\"; filename*=UTF-8''''cat.jpeg'",
        "download=my+cat, 'attachment; filename=\"my cat.jpg\"; filename*=UTF-8''''my%20cat.jpg'",
        "download=my%20cat, 'attachment; filename=\"my cat.jpg\"; filename*=UTF-8''''my%20cat.jpg'",
        "download=%C3%A9t%C3%A9, 'attachment; filename=\"_t_.jpg\"; filename*=UTF-8''''%C3%A9t%C3%A9.jpg'",
        "download=%22%3Bx%3D%22, 'attachment; filename=\"__x__.jpg\"; filename*=UTF-8''''%22%3Bx%3D%22.jpg'",
        "download=a*(1), 'attachment; filename=\"a__1_.jpg\"; filename*=UTF-8''''a%2A%281%29.jpg'",
    })
    void get_download_namesTheFile(String download, String disposition) {
        var response = server.get(server.thumb("/photo.jpg", "w=28&f=jpeg&" + download));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Disposition").orElse(""))
                .isEqualTo(disposition);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a%0D%0ASet-Cookie:x",
                "a%00",
                "..%2Fa",
                "a%5Cb",
                "a%7F",
                "a%C2%85b",
                "a%E2%80%AEgpj",
                "a%E2%81%A6"
            })
    void get_hostileDownload_isRefused(String name) {
        var problem =
                assertProblem(server.get(server.thumb("/photo.jpg", "w=28&download=" + name)), 400, "bad-parameter");

        assertThat(problem.getString("parameter")).isEqualTo("download");
    }

    @Test
    void get_transparencyAndAnimation_findTheirFormat() {
        assertThat(header(server.get(server.thumb("/clear.png", "w=10")), "Content-Type"))
                .isEqualTo("image/png");
        assertThat(header(server.get(server.thumb("/moves.gif", "w=4")), "Content-Type"))
                .isEqualTo("image/gif");
        var webp = server.get(server.thumb("/moves.gif", "w=4"), "Accept", "image/webp,image/avif");
        assertThat(header(webp, "Content-Type")).isEqualTo("image/webp");
        assertThat(HeaderProbe.probe(webp.body()).frames()).isEqualTo(3);
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /// The headers that do not differ from one answer to the next.
    private static Map<String, List<String>> stable(HttpResponse<?> response) {
        return AnswerHeaders.without(response, "server-timing", "cache-status", "x-request-id", "age");
    }
}

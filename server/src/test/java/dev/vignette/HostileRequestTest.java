package dev.vignette;

import static dev.vignette.ProblemAnswer.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What no well-meaning client sends.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HostileRequestTest {
    private TestServer server;

    @BeforeAll
    void start() throws IOException {
        server = new TestServer("MAX_URL_LENGTH", "2000");
        server.origin.serve("/a b.jpg", Pictures.jpeg(8, 8)).serve("/a+b.jpg", Pictures.jpeg(16, 8));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/thumb/",
                "//thumb",
                "/Thumb",
                "/%74humb",
                "/thumb%3Furl=x",
                "/thumb;a=b",
                "/./thumb",
                "/x/../thumb",
                "/metrics",
                "/healthz",
                "/thumb%00",
            })
    void get_otherPath_isNotFound(String path) {
        assertProblem(server.get(path), 404, "not-found");
        assertProblem(server.send("POST", path), 404, "not-found");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /thumb?x HTTP/one | 400 | bad-request",
                "nonsense | 400 | bad-request",
                "GET | 400 | bad-request",
                "OPTIONS * HTTP/1.1 | 404 | not-found",
                "GET * HTTP/1.1 | 404 | not-found",
                "GET thumb HTTP/1.1 | 404 | not-found",
                "GET ?url=x HTTP/1.1 | 404 | not-found",
                "CONNECT 127.0.0.1:80 HTTP/1.1 | 404 | not-found",
                "GET http://127.0.0.1/thumb HTTP/1.1 | 400 | bad-parameter",
                "GET http:// HTTP/1.1 | 404 | not-found",
                "GET http://[ HTTP/1.1 | 404 | not-found",
                "GET /thumb#?url=x HTTP/1.1 | 404 | not-found",
                "TRACE /thumb HTTP/1.1 | 405 | method-not-allowed",
            })
    void send_oddRequestLine_isAProblem(String line, int status, String code) {
        String answer = server.raw(line + "\r\nHost: a\r\nConnection: close\r\n\r\n");

        assertRawProblem(answer, status, code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bad Header: x",
                "Content-Length: much",
                "Content-Length: -1",
                "Transfer-Encoding: chunked\r\nContent-Length: 3",
                "Content-Length: 1\r\nContent-Length: 2",
            })
    void send_oddHeader_isAProblem(String header) {
        assertRawProblem(
                server.raw("GET /thumb HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + header + "\r\n\r\n"),
                400,
                "bad-request");
    }

    @Test
    void send_tooMuchHeader_isRefused() {
        String headers = IntStream.range(0, 300)
                .mapToObj(i -> "X-H" + i + ": " + "v".repeat(100) + "\r\n")
                .collect(Collectors.joining());

        assertRawProblem(server.raw("GET /thumb HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n"), 431, "headers-too-large");
        assertRawProblem(
                server.raw("GET /thumb HTTP/1.1\r\nHost: a\r\nX: " + "v".repeat(9000) + "\r\n\r\n"),
                431,
                "headers-too-large");
    }

    @ParameterizedTest
    @ValueSource(ints = {2000, 9000})
    void send_longRequestLine_isRefused(int length) {
        String line = "GET /thumb?url=" + "a".repeat(length) + " HTTP/1.1";

        assertRawProblem(server.raw(line + "\r\nHost: a\r\n\r\n"), 414, "uri-too-long");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%4", "%zz", "a%%", "%u0041", "%-1", "%+1", "%E9", "%C0%AF", "\u00e9"})
    void get_brokenEscape_isABadParameter(String text) {
        for (String query : new String[] {"url=" + text, text + "=1", "url=x&w=" + text}) {
            assertRawProblem(
                    server.raw("GET /thumb?" + query + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"),
                    400,
                    "bad-parameter");
        }
    }

    @Test
    void get_manyParameters_isABadParameter() {
        String many = "&".repeat(300) + "a&".repeat(300) + "=&=1&";

        assertProblem(server.get("/thumb?url=http://127.0.0.1/&" + many), 400, "bad-parameter");
    }

    @Test
    void get_plusAndEscapedBlank_areOne() {
        String base = "/thumb?w=4&f=png&url=" + server.origin.url("").replace(":", "%3A") + "/a";

        assertThat(server.get(base + "+b.jpg").body())
                .isEqualTo(server.get(base + "%20b.jpg").body());
        assertThat(server.origin.requests("/a b.jpg")).isEqualTo(1);
        assertThat(server.get(base + "%2Bb.jpg").body())
                .isNotEqualTo(server.get(base + "+b.jpg").body());
    }

    @Test
    void get_bytesThatAreNotEscaped_countAsTheyAre() {
        server.origin.serve("/\u00e9.jpg", Pictures.jpeg(8, 8));
        String target = "/thumb?url=" + server.origin.url("/\u00c3\u00a9.jpg");

        assertThat(server.raw("HEAD " + target + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void get_emptyPairs_arePassedOver() {
        assertThat(server.get(server.thumb("/a+b.jpg", "&&w=5&&")).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc-123", "A.b_c", "0123456789012345678901234567890123456789012345678901234567890123"})
    void get_harmlessRequestId_isEchoed(String id) {
        var failed = server.get("/none", "X-Request-Id", id);
        var served = server.get(server.thumb("/a+b.jpg", "w=6"), "X-Request-Id", id);

        assertThat(assertProblem(failed, 404, "not-found").getString("requestId"))
                .isEqualTo(id);
        assertThat(requestId(served)).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "<script>", "a\tb", "\"", "é", ""})
    void get_hostileRequestId_isReplaced(String id) {
        String answer =
                server.raw("GET /none HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-Request-Id: " + id + "\r\n\r\n");

        assertThat(assertRawProblem(answer, 404, "not-found").getString("requestId"))
                .matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    }

    @Test
    void get_longRequestId_isReplaced() {
        assertThat(requestId(server.get("/none", "X-Request-Id", "x".repeat(65))))
                .hasSize(36);
    }

    @Test
    void get_textInTheProblem_isData() {
        String hostile = "%22%7D%0D%0ASet-Cookie%3A%20a%3Cscript%3E%E2%80%AE";

        var response = server.get("/thumb?url=http://127.0.0.1/&" + hostile + "=1");

        assertProblem(response, 400, "bad-parameter");
        assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void send_bodyThatNobodyWants_leavesTheConnectionUsable() {
        String body = "x".repeat(100_000);
        String answers = server.raw("POST /thumb HTTP/1.1\r\nHost: a\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body + "GET /none HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        assertThat(answers).containsSubsequence("HTTP/1.1 405 ", "HTTP/1.1 404 ");
    }

    @Test
    void send_pipelined_isAnsweredInOrder() {
        String target = server.thumb("/a+b.jpg", "w=7&f=png");
        String answers = server.raw("HEAD " + target + " HTTP/1.1\r\nHost: a\r\n\r\n" + "GET /none HTTP/1.1\r\nHost: a"
                + "\r\n\r\nHEAD " + target + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        assertThat(answers).containsSubsequence("HTTP/1.1 200 ", "HTTP/1.1 404 ", "HTTP/1.1 200 ");
    }

    private static String requestId(HttpResponse<?> response) {
        return response.headers().firstValue("X-Request-Id").orElse("");
    }

    private static JsonObject assertRawProblem(String answer, int status, String code) {
        assertThat(answer).matches("(?s)HTTP/1\\.[01] " + status + " .*");
        String head = answer.substring(0, answer.indexOf("\r\n\r\n")).toLowerCase(Locale.ROOT);
        assertThat(head)
                .contains("content-type: application/problem+json")
                .contains("cache-control: no-store")
                .contains("x-content-type-options: nosniff")
                .contains("content-length: ");
        var body = new JsonObject(answer.substring(answer.indexOf("\r\n\r\n") + 4));
        assertThat(body.getInteger("status")).isEqualTo(status);
        assertThat(body.getString("code")).as(answer).isEqualTo(code);
        assertThat(head).contains("x-request-id: " + body.getString("requestId"));
        return body;
    }
}

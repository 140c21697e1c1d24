package dev.vignette;

import static dev.vignette.ProblemAnswer.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each way to fail has its status and its code.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ThumbErrorTest {
    private TestServer server;

    @BeforeAll
    void start() throws IOException {
        server = new TestServer(
                "LIMITS_MAX_PIXELS", "10000",
                "LIMITS_MAX_DIMENSION", "1000",
                "LIMITS_MAX_FRAMES", "5",
                "SOURCE_MAX_BYTES", "20KiB");
        byte[] photo = Pictures.jpeg(90, 90);
        byte[] html = "<!doctype html><title>Not here</title>".getBytes(StandardCharsets.US_ASCII);
        server.origin
                .serve("/photo.jpg", photo)
                .serve("/pixels.jpg", Pictures.jpeg(101, 100))
                .serve("/wide.png", Pictures.png(1001, 1))
                .serve("/frames.gif", Pictures.gif(6))
                .serve("/bytes.jpg", new byte[21 << 10])
                .serve("/page.jpg", html, "Content-Type", "image/jpeg")
                .serve("/text.jpg", "hello".getBytes(StandardCharsets.US_ASCII), "Content-Type", "image/jpeg")
                .serve("/empty.jpg", exchange -> exchange.sendResponseHeaders(200, -1))
                .serve("/short.jpg", Arrays.copyOf(photo, photo.length / 2))
                .serve("/head.jpg", Arrays.copyOf(photo, 30))
                .serve("/gone.jpg", exchange -> exchange.sendResponseHeaders(410, -1))
                .serve("/failing.jpg", exchange -> exchange.sendResponseHeaders(500, -1))
                .serve("/forbidden.jpg", exchange -> exchange.sendResponseHeaders(403, -1))
                .serve("/circle.jpg", exchange -> {
                    exchange.getResponseHeaders().set("Location", "/circle.jpg");
                    exchange.sendResponseHeaders(302, -1);
                })
                .serve("/inside.jpg", exchange -> {
                    exchange.getResponseHeaders().set("Location", "http://10.0.0.1/photo.jpg");
                    exchange.sendResponseHeaders(302, -1);
                });
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/none.jpg, 404, source-not-found",
        "/gone.jpg, 404, source-not-found",
        "/bytes.jpg, 413, source-too-large",
        "/pixels.jpg, 413, too-many-pixels",
        "/wide.png, 413, dimensions-too-large",
        "/frames.gif, 413, too-many-frames",
        "/page.jpg, 415, unsupported-format",
        "/text.jpg, 415, unsupported-format",
        "/empty.jpg, 415, unsupported-format",
        "/short.jpg, 422, broken-image",
        "/head.jpg, 422, broken-image",
        "/failing.jpg, 502, source-failed",
        "/forbidden.jpg, 502, source-refused",
        "/circle.jpg, 502, source-failed",
        "/inside.jpg, 403, source-not-allowed",
    })
    void get_badSource_isTold(String path, int status, String code) {
        var problem = assertProblem(server.get(server.thumb(path, "w=10")), status, code);

        assertThat(problem.fieldNames()).doesNotContain("parameter", "allowed");
        assertThat(problem.getString("detail")).doesNotContain("127.0.0.1", "10.0.0.1", "Exception");
    }

    @ParameterizedTest
    @CsvSource({
        "/none.jpg, 404, source-not-found",
        "/pixels.jpg, 413, too-many-pixels",
        "/text.jpg, 415, unsupported-format",
        "/short.jpg, 422, broken-image",
        "/failing.jpg, 502, source-failed",
    })
    void info_badSource_isTold(String path, int status, String code) {
        assertProblem(server.get("/info?" + server.origin.parameter(path)), status, code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://10.0.0.1/a.jpg",
                "http://169.254.169.254/latest/meta-data",
                "http://[::1]/a.jpg",
                "http://[::ffff:10.0.0.1]/a.jpg",
                "http://0.0.0.0/a.jpg",
                "local:photo.jpg",
            })
    void get_addressThatIsNotAllowed_isRefused(String url) {
        assertProblem(
                server.get("/thumb?url=" + url.replace("[", "%5B").replace("]", "%5D")), 403, "source-not-allowed");
    }

    @ParameterizedTest
    @CsvSource({
        "w=abc, w",
        "w=-1, w",
        "h=99999999999999999999, h",
        "fit=bend, fit",
        "g=fp:2:2, g",
        "q=0, q",
        "q=101, q",
        "f=bmp, f",
        "dpr=9, dpr",
        "bg=red, bg",
        "rot=45, rot",
        "flip=x, flip",
        "enlarge=perhaps, enlarge",
        "blur=1000, blur",
        "crop=1_2, crop",
        "anim=maybe, anim",
        "meta=some, meta",
        "icc=none, icc",
        "preset=none, preset",
        "width=10, width",
        "W=10, W",
        "exp=soon, exp",
        "exp=1700000000000, exp",
        "w=1&w=2, w",
        "exp=9999999999&exp=9999999999, exp",
        "download=a&download=b, download",
        "url=x, url",
        "gps=true, gps",
    })
    void get_badParameter_isNamed(String query, String parameter) {
        var problem = assertProblem(server.get(server.thumb("/photo.jpg", query)), 400, "bad-parameter");

        assertThat(problem.getString("parameter")).isEqualTo(parameter);
        assertThat(problem.getString("detail")).isNotBlank();
        if (!parameter.equals("preset")) {
            assertThat(problem.getJsonArray("allowed")).isNotEmpty();
        }
        assertThat(server.origin.requests("/photo.jpg")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/thumb",
                "/thumb?",
                "/thumb?w=10",
                "/thumb?url",
                "/thumb?url=",
                "/thumb?url=ftp://127.0.0.1/a",
                "/thumb?url=file:///etc/passwd",
                "/thumb?url=//127.0.0.1/a",
                "/thumb?url=http://127.1/a",
                "/thumb?url=http://2130706433/a",
                "/thumb?url=http://a:b@127.0.0.1/a",
                "/thumb?url=http://127.0.0.1:99999/a",
                "/info",
                "/info?url=local:/etc/passwd",
            })
    void get_urlThatIsNone_isABadParameter(String target) {
        var problem = assertProblem(server.get(target), 400, "bad-parameter");

        assertThat(problem.getString("parameter")).isEqualTo("url");
        assertThat(problem.getJsonArray("allowed")).isNotEmpty();
    }

    @Test
    void get_linkThatHasEnded_isGone() {
        assertProblem(server.get(server.thumb("/photo.jpg", "exp=1700000000")), 410, "expired");
        assertProblem(server.get("/info?" + server.origin.parameter("/photo.jpg") + "&exp=1"), 410, "expired");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/thumb?", "/info?"})
    void get_originThatIsSlow_isASourceTimeout(String endpoint) throws IOException {
        var release = new CountDownLatch(1);
        try (var hasty = new TestServer("SOURCE_FIRST_BYTE_TIMEOUT", "200ms")) {
            hasty.origin.serve("/slow.jpg", _ -> Waiting.await(release));

            assertProblem(hasty.get(endpoint + hasty.origin.parameter("/slow.jpg")), 504, "source-timeout");
            release.countDown();
        }
    }

    @Test
    void get_originThatIsNotThere_isASourceFault() throws IOException {
        try (var silent = new Socket()) { // its port is taken, and nobody listens
            silent.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
            String url = "http://127.0.0.1:" + silent.getLocalPort() + "/a.jpg";
            assertProblem(server.get("/thumb?url=" + url), 502, "source-failed");
        }
    }
}

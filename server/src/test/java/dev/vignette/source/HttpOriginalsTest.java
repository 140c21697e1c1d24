package dev.vignette.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.Waiting;
import dev.vignette.error.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is sent, what a proper answer becomes, which statuses lead where, and how connections are kept.
@Timeout(120)
class HttpOriginalsTest {
    private final Fetching fetching = new Fetching("USER_AGENT", "thumbs/1");

    @AfterEach
    void close() {
        fetching.close();
    }

    @Test
    void fetch_properAnswer_isTakenWithItsDates() throws IOException {
        try (var origin = RawOrigin.answering(
                "HTTP/1.1 200 OK",
                "Content-Length: 5",
                "Last-Modified: Sun, 06 Nov 1994 08:49:37 GMT",
                "Cache-Control: public",
                "Cache-Control: s-maxage=60",
                "",
                "image")) {
            Original original = fetching.fetch(origin.url("/a b?c=d|e"));

            assertThat(Fetching.bytes(original)).asString().isEqualTo("image");
            assertThat(original.lastModified()).contains(Instant.parse("1994-11-06T08:49:37Z"));
            assertThat(original.maxAge()).contains(Duration.ofMinutes(1));
            assertThat(origin.requests().getFirst().split("\r\n"))
                    .contains(
                            "GET /a%20b?c=d%7Ce HTTP/1.1",
                            "User-Agent: thumbs/1", "Accept: image/*, */*;q=0.1", "Accept-Encoding: identity")
                    .anyMatch(line -> line.equalsIgnoreCase("host: 127.0.0.1:" + origin.port()))
                    .hasSize(5);
        }
    }

    @Test
    void fetch_manyTimes_reusesTheConnection() throws IOException {
        try (var origin = RawOrigin.answering("HTTP/1.1 200 OK", "Content-Length: 2", "", "ok")) {
            for (int i = 0; i < 200; i++) {
                assertThat(fetching.text(origin.url("/" + i))).isEqualTo("ok");
            }
            assertThat(origin.connections()).isLessThan(10);
        }
    }

    @Test
    void fetch_missingManyTimes_reusesTheConnection() throws IOException {
        try (var origin = RawOrigin.answering("HTTP/1.1 404 Not Found", "Content-Length: 4", "", "gone")) {
            for (int i = 0; i < 200; i++) {
                fetching.failure(origin.url("/" + i), ErrorCode.SOURCE_NOT_FOUND);
            }
            assertThat(origin.connections()).isLessThan(10);
        }
    }

    @Test
    void fetch_keptConnectionThatTheOriginClosed_isTriedAnew() throws IOException {
        var count = new AtomicInteger();
        try (var origin = new RawOrigin((request, out) -> {
            if (count.incrementAndGet() == 2) {
                return false;
            }
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII));
            return true;
        })) {
            assertThat(fetching.text(origin.url("/first"))).isEqualTo("ok");
            Waiting.pause(Duration.ofMillis(200)); // it may be kept a moment after its answer is there
            assertThat(fetching.text(origin.url("/second"))).isEqualTo("ok");
            assertThat(origin.connections()).isEqualTo(2);
            assertThat(origin.requests()).hasSize(3);
        }
    }

    @Test
    void fetch_concurrently_staysWithinTheConnectionsOfOneHost() throws Exception {
        try (var origin = new RawOrigin((request, out) -> {
                    Thread.sleep(20);
                    out.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII));
                    return true;
                });
                var narrow = new Fetching("MAX_CONNECTIONS_PER_HOST", "3", "MAX_CONCURRENCY", "20");
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = IntStream.range(0, 50)
                    .mapToObj(i -> threads.submit(() -> narrow.text(origin.url("/" + i))))
                    .toList();
            for (Future<String> result : results) {
                assertThat(result.get()).isEqualTo("ok");
            }
            assertThat(origin.connections()).isBetween(2, 3);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 410})
    void fetch_missing_isNotFound(int status) throws IOException {
        try (var origin = RawOrigin.answering("HTTP/1.1 " + status + " Gone", "Content-Length: 0", "", "")) {
            assertThat(fetching.failure(origin.url("/"), ErrorCode.SOURCE_NOT_FOUND))
                    .hasMessageContaining(String.valueOf(status));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 402, 403, 418, 451})
    void fetch_clientError_isSourceRefused(int status) throws IOException {
        try (var origin = RawOrigin.answering("HTTP/1.1 " + status + " No", "Content-Length: 0", "", "")) {
            assertThat(fetching.failure(origin.url("/"), ErrorCode.SOURCE_REFUSED))
                    .hasMessageContaining(String.valueOf(status));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 206, 300, 304, 305, 408, 425, 429, 500, 502, 503, 504, 599})
    void fetch_otherStatus_isSourceFailedAndSaysWhich(int status) throws IOException {
        try (var origin = RawOrigin.answering("HTTP/1.1 " + status + " X", "Content-Length: 0", "", "")) {
            assertThat(fetching.failure(origin.url("/"), ErrorCode.SOURCE_FAILED))
                    .hasMessageContaining(String.valueOf(status));
        }
    }

    @Test
    void fetch_earlyHints_arePassedOver() throws IOException {
        try (var origin = RawOrigin.answering(
                "HTTP/1.1 103 Early Hints", "Link: <x>", "", "HTTP/1.1 200 OK", "Content-Length: 2", "", "ok")) {
            assertThat(fetching.text(origin.url("/"))).isEqualTo("ok");
        }
    }

    @Test
    void fetch_switchingProtocols_isSourceFailed() throws IOException {
        try (var origin = RawOrigin.answering(
                "HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: upgrade", "", "")) {
            fetching.failure(origin.url("/"), ErrorCode.SOURCE_FAILED);
        }
    }

    @Test
    void fetch_proxyInTheSystemProperties_isIgnored() throws IOException {
        try (var proxy = RawOrigin.answering("HTTP/1.1 200 OK", "Content-Length: 5", "", "proxy");
                var origin = RawOrigin.answering("HTTP/1.1 200 OK", "Content-Length: 6", "", "origin")) {
            System.setProperty("http.proxyHost", "127.0.0.1");
            System.setProperty("http.proxyPort", String.valueOf(proxy.port()));
            System.setProperty("http.nonProxyHosts", "");
            try (var unaware = new Fetching()) {
                assertThat(unaware.text(origin.url("/"))).isEqualTo("origin");
                assertThat(proxy.connections()).isZero();
            } finally {
                System.clearProperty("http.proxyHost");
                System.clearProperty("http.proxyPort");
                System.clearProperty("http.nonProxyHosts");
            }
        }
    }

    @Test
    void fetch_redirects_areFollowedToTheLimit() throws IOException {
        try (var origin = new RawOrigin((request, out) -> {
            int left = request.charAt("GET /".length()) - '0';
            String answer = left == 0
                    ? "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
                    : "HTTP/1.1 302 Found\r\nLocation: /" + (left - 1) + "\r\nContent-Length: 3\r\n\r\nsee";
            out.write(answer.getBytes(StandardCharsets.US_ASCII));
            return true;
        })) {
            assertThat(fetching.text(origin.url("/3"))).isEqualTo("ok");
            assertThat(origin.connections()).as("of four exchanges").isLessThan(4);

            assertThat(fetching.failure(origin.url("/4"), ErrorCode.SOURCE_FAILED))
                    .hasMessageContaining("redirects more than 3 times");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void fetch_redirectToItself_isSourceFailedAfterTheLimit(int status) throws IOException {
        try (var origin =
                RawOrigin.answering("HTTP/1.1 " + status + " X", "Location: /", "Content-Length: 0", "", "")) {
            fetching.failure(origin.url("/"), ErrorCode.SOURCE_FAILED);
            assertThat(origin.requests()).hasSize(4);
        }
    }

    @Test
    void fetch_redirectWithoutLocation_isSourceFailed() throws IOException {
        try (var origin = RawOrigin.answering("HTTP/1.1 302 Found", "Content-Length: 0", "", "")) {
            assertThat(fetching.failure(origin.url("/"), ErrorCode.SOURCE_FAILED))
                    .hasMessageContaining("nowhere");
        }
    }
}

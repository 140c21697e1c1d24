package dev.vignette.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.telemetry.Deadline;
import dev.vignette.telemetry.RequestContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Origins that are slow in every way, and requests that are given up.
@Timeout(20)
class HttpOriginalsTimeoutTest {
    private static final byte[] OK =
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);

    @Test
    void fetch_silentOrigin_timesOutAtTheFirstByte() throws Exception {
        try (var fetching = new Fetching("FIRST_BYTE_TIMEOUT", "200ms");
                var origin = silent()) {
            long start = System.nanoTime();

            assertThat(fetching.failure(origin.url("/"), ErrorCode.SOURCE_TIMEOUT))
                    .hasMessageContaining("answer");

            assertThat(System.nanoTime() - start)
                    .isBetween(
                            Duration.ofMillis(190).toNanos(),
                            Duration.ofSeconds(3).toNanos());
            assertThat(origin.requests()).hasSize(1);
        }
    }

    @Test
    void fetch_drippingBody_timesOutInTotal() throws Exception {
        try (var fetching = new Fetching("FIRST_BYTE_TIMEOUT", "800ms", "TIMEOUT", "800ms");
                var origin = new RawOrigin((request, out) -> {
                    out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    while (true) {
                        out.write('x');
                        Thread.sleep(20);
                    }
                })) {
            assertThat(fetching.failure(origin.url("/"), ErrorCode.SOURCE_TIMEOUT))
                    .hasMessageContaining("send");
            awaitBroken(origin);
        }
    }

    @Test
    void fetch_drippingHead_timesOutAtTheFirstByte() throws Exception {
        try (var fetching = new Fetching("FIRST_BYTE_TIMEOUT", "200ms");
                var origin = new RawOrigin((request, out) -> {
                    out.write("HTTP/1.1 200 OK\r\nX: ".getBytes(StandardCharsets.US_ASCII));
                    while (true) {
                        out.write('x');
                        Thread.sleep(20);
                    }
                })) {
            fetching.failure(origin.url("/"), ErrorCode.SOURCE_TIMEOUT);
            awaitBroken(origin);
        }
    }

    @Test
    void fetch_slowRedirects_timeOutInTotal() throws Exception {
        try (var fetching = new Fetching("TIMEOUT", "300ms", "MAX_REDIRECTS", "20");
                var origin = new RawOrigin((request, out) -> {
                    Thread.sleep(60);
                    out.write("HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
                    return true;
                })) {
            fetching.failure(origin.url("/"), ErrorCode.SOURCE_TIMEOUT);
            assertThat(origin.requests()).hasSizeLessThan(7);
        }
    }

    @Test
    void fetch_drippingErrorPage_isNotWaitedFor() throws Exception {
        try (var fetching = new Fetching();
                var origin = new RawOrigin((request, out) -> {
                    out.write("HTTP/1.1 404 Not Found\r\nContent-Length: 1000\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
                    while (true) {
                        out.write('x');
                        Thread.sleep(20);
                    }
                })) {
            long start = System.nanoTime();
            fetching.failure(origin.url("/"), ErrorCode.SOURCE_NOT_FOUND);
            assertThat(System.nanoTime() - start)
                    .isLessThan(Duration.ofSeconds(3).toNanos());
            awaitBroken(origin);
        }
    }

    @Test
    void fetch_deadlineOfTheRequest_winsWhenItIsSooner() throws Exception {
        try (var fetching = new Fetching();
                var origin = silent()) {
            long start = System.nanoTime();
            var context = new RequestContext("test", Deadline.after(Duration.ofMillis(200)));

            ScopedValue.where(RequestContext.CURRENT, context)
                    .run(() -> fetching.failure(origin.url("/"), ErrorCode.SOURCE_TIMEOUT));

            assertThat(System.nanoTime() - start)
                    .isLessThan(Duration.ofSeconds(3).toNanos());
        }
    }

    /// The time to the first byte includes that of the connection.
    @ParameterizedTest
    @ValueSource(strings = {"CONNECT_TIMEOUT", "FIRST_BYTE_TIMEOUT"})
    void fetch_connectionThatIsNeverTaken_timesOut(String setting) throws Exception {
        long start = System.nanoTime();
        try (var fetching = new Fetching(
                        "FIRST_BYTE_TIMEOUT", "10m", "CONNECT_TIMEOUT", "10m", "TIMEOUT", "1h", setting, "200ms");
                var full = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            var waiting = new ArrayList<Socket>();
            try {
                fill(full, waiting);
                var url = (SourceUrl.Remote) SourceUrl.parse("http://127.0.0.1:" + full.getLocalPort() + "/");
                assertThat(fetching.failure(url, ErrorCode.SOURCE_TIMEOUT)).hasMessageContaining("connect");
                assertThat(System.nanoTime() - start)
                        .isLessThan(Duration.ofSeconds(10).toNanos());
            } finally {
                for (Socket socket : waiting) {
                    socket.close();
                }
            }
        }
    }

    @Test
    void fetch_tlsHandshakeThatNeverEnds_timesOut() throws Exception {
        try (var fetching = new Fetching("CONNECT_TIMEOUT", "200ms");
                var plain = new ServerSocket(0, 10, InetAddress.ofLiteral("127.0.0.1"))) {
            var url = (SourceUrl.Remote) SourceUrl.parse("https://127.0.0.1:" + plain.getLocalPort() + "/");

            fetching.failure(url, ErrorCode.SOURCE_TIMEOUT);
        }
    }

    @Test
    void fetch_nobodyListens_isSourceFailed() throws IOException {
        int port;
        try (var closed = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            port = closed.getLocalPort();
        }
        try (var fetching = new Fetching()) {
            var url = (SourceUrl.Remote) SourceUrl.parse("http://127.0.0.1:" + port + "/");

            assertThat(fetching.failure(url, ErrorCode.SOURCE_FAILED)).hasMessageNotContaining("127.0.0.1");
        }
    }

    @Test
    void fetch_noTurnAtTheHostInTime_isOverloadedAndTheNextOneIsServed() throws Exception {
        var release = new CountDownLatch(1);
        try (var fetching = new Fetching("MAX_CONNECTIONS_PER_HOST", "1");
                var origin = held(release)) {
            var first = inBackground(() -> fetching.text(origin.url("/1")));
            awaitRequests(origin, 1);

            var context = new RequestContext("test", Deadline.after(Duration.ofMillis(100)));
            ScopedValue.where(RequestContext.CURRENT, context)
                    .run(() -> fetching.failure(origin.url("/2"), ErrorCode.OVERLOADED));
            release.countDown();

            assertThat(first.get()).isEqualTo("ok");
            assertThat(fetching.text(origin.url("/3"))).isEqualTo("ok");
            assertThat(origin.requests()).hasSize(2);
        }
    }

    @Test
    void fetch_noPermitInTime_isOverloaded() throws Exception {
        var release = new CountDownLatch(1);
        try (var fetching = new Fetching("MAX_CONCURRENCY", "1");
                var origin = held(release)) {
            var first = inBackground(() -> fetching.text(origin.url("/1")));
            awaitRequests(origin, 1);
            var context = new RequestContext("test", Deadline.after(Duration.ofMillis(100)));

            ScopedValue.where(RequestContext.CURRENT, context)
                    .run(() -> fetching.failure(origin.url("/2"), ErrorCode.OVERLOADED));
            release.countDown();

            assertThat(first.get()).isEqualTo("ok");
            assertThat(fetching.text(origin.url("/3"))).isEqualTo("ok");
        }
    }

    @Test
    void fetch_threadInterrupted_closesTheConnection() throws Exception {
        var outcome = new CompletableFuture<ErrorCode>();
        try (var fetching = new Fetching();
                var origin = silent()) {
            Thread thread = Thread.ofVirtual().start(() -> {
                try {
                    fetching.fetch(origin.url("/"));
                } catch (VignetteException e) {
                    outcome.complete(Thread.currentThread().isInterrupted() ? e.code() : ErrorCode.INTERNAL);
                }
            });
            awaitRequests(origin, 1);
            thread.interrupt();

            assertThat(outcome.get()).isEqualTo(ErrorCode.SHUTTING_DOWN);
            awaitEnded(origin);
        }
    }

    /// Takes requests and answers none of them.
    private static RawOrigin silent() throws IOException {
        return new RawOrigin((request, out) -> true);
    }

    private static RawOrigin held(CountDownLatch release) throws IOException {
        return new RawOrigin((request, out) -> {
            release.await();
            out.write(OK);
            return true;
        });
    }

    private static CompletableFuture<String> inBackground(Supplier<String> work) {
        return CompletableFuture.supplyAsync(work, task -> Thread.ofVirtual().start(task));
    }

    private static void awaitRequests(RawOrigin origin, int count) throws InterruptedException {
        while (origin.requests().size() < count) {
            Thread.sleep(5);
        }
    }

    private static void awaitBroken(RawOrigin origin) throws InterruptedException {
        while (origin.broken() == 0) {
            Thread.sleep(5);
        }
    }

    private static void awaitEnded(RawOrigin origin) throws InterruptedException {
        while (origin.ended() == 0) {
            Thread.sleep(5);
        }
    }

    /// Fills the backlog, so that the next connection is neither taken nor refused.
    private static void fill(ServerSocket server, List<Socket> waiting) throws IOException {
        for (int i = 0; i < 20; i++) {
            var socket = new Socket();
            waiting.add(socket);
            try {
                socket.connect(server.getLocalSocketAddress(), 100);
            } catch (SocketTimeoutException e) {
                return; // full
            }
        }
        Assumptions.abort("the backlog has no end here");
    }
}

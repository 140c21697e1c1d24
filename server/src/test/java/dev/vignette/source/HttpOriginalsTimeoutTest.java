package dev.vignette.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.Waiting;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.telemetry.Deadline;
import dev.vignette.telemetry.RequestContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
@Timeout(120)
class HttpOriginalsTimeoutTest {
    private static final byte[] OK =
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);

    @Test
    void fetch_silentOrigin_timesOutAtTheFirstByte() throws Exception {
        try (var fetching = new Fetching("FIRST_BYTE_TIMEOUT", "1s");
                var origin = silent()) {
            long start = System.nanoTime();

            assertThat(fetching.failure(origin.url("/"), ErrorCode.SOURCE_TIMEOUT))
                    .hasMessageContaining("answer");

            assertThat(System.nanoTime() - start)
                    .isGreaterThan(Duration.ofMillis(990).toNanos());
            assertThat(origin.requests()).hasSize(1);
        }
    }

    @Test
    void fetch_drippingBody_timesOutInTotal() throws Exception {
        try (var fetching = new Fetching("TIMEOUT", "3s");
                var origin = new RawOrigin((request, out) -> {
                    out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    while (true) {
                        out.write('x');
                        Thread.sleep(20);
                    }
                })) {
            assertThat(fetching.failure(origin.url("/"), ErrorCode.SOURCE_TIMEOUT))
                    .hasMessageContaining("send");
            Waiting.until(() -> origin.broken() == 1);
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
            Waiting.until(() -> origin.broken() == 1);
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
            fetching.failure(origin.url("/"), ErrorCode.SOURCE_NOT_FOUND);
            Waiting.until(() -> origin.broken() == 1);
        }
    }

    @Test
    void fetch_deadlineOfTheRequest_winsWhenItIsSooner() throws Exception {
        try (var fetching = new Fetching();
                var origin = silent()) {
            // Long enough to get a turn: without one it would be our own lack of room.
            var context = new RequestContext("test", Deadline.after(Duration.ofSeconds(2)));

            ScopedValue.where(RequestContext.CURRENT, context)
                    .run(() -> fetching.failure(origin.url("/"), ErrorCode.SOURCE_TIMEOUT));
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
                        .as("neither of the other limits is as short as this")
                        .isLessThan(Waiting.PATIENCE.toNanos());
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
        try (var fetching = new Fetching();
                var silent = new Socket()) { // its port is taken, and nobody listens
            silent.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
            var url = (SourceUrl.Remote) SourceUrl.parse("http://127.0.0.1:" + silent.getLocalPort() + "/");

            assertThat(fetching.failure(url, ErrorCode.SOURCE_FAILED)).hasMessageNotContaining("127.0.0.1");
        }
    }

    @Test
    void fetch_noTurnAtTheHostInTime_isOverloadedAndTheNextOneIsServed() throws Exception {
        var release = new CountDownLatch(1);
        try (var fetching = new Fetching("MAX_CONNECTIONS_PER_HOST", "1");
                var origin = held(release)) {
            var first = inBackground(() -> fetching.text(origin.url("/1")));
            Waiting.until(() -> origin.requests().size() == 1);

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
            Waiting.until(() -> origin.requests().size() == 1);
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
            Waiting.until(() -> origin.requests().size() == 1);
            thread.interrupt();

            assertThat(outcome.get()).isEqualTo(ErrorCode.SHUTTING_DOWN);
            Waiting.until(() -> origin.ended() == 1);
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

    /// Fills the backlog, so that the next connection is neither taken nor refused. One that waits may be an accident,
    /// two in a row are none.
    private static void fill(ServerSocket server, List<Socket> waiting) throws IOException {
        int late = 0;
        for (int i = 0; i < 20 && late < 2; i++) {
            var socket = new Socket();
            waiting.add(socket);
            try {
                socket.connect(server.getLocalSocketAddress(), 1000);
                late = 0;
            } catch (SocketTimeoutException e) {
                late++;
            }
        }
        Assumptions.assumeTrue(late == 2, "the backlog has no end here");
    }
}

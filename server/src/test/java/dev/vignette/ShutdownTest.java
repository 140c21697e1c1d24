package dev.vignette;

import static dev.vignette.ProblemAnswer.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.config.Settings;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The admin port, and how the server ends.
@Timeout(120)
final class ShutdownTest {
    /// What may not come to its end here.
    private static final String[] LONG = {"DRAIN_TIMEOUT", "10m", "REQUEST_TIMEOUT", "10m"};

    @ParameterizedTest
    @ValueSource(strings = {"/healthz", "/readyz"})
    void admin_running_isFine(String path) throws Exception {
        try (var server = new TestServer()) {
            assertThat(admin(server, "GET", path).statusCode()).isEqualTo(200);
            assertThat(admin(server, "HEAD", path).body()).isEmpty();
            assertProblem(admin(server, "POST", path), 405, "method-not-allowed");
            assertProblem(admin(server, "GET", "/thumb"), 404, "not-found");
            assertProblem(server.get(path), 404, "not-found");
        }
    }

    @Test
    void close_requestUnderWay_isAnsweredAndNewOnesAreRefused() throws Exception {
        var release = new CountDownLatch(1);
        try (var client = HttpClient.newHttpClient();
                var origin = new TestOrigin()) {
            origin.serve("/a.jpg", exchange -> {
                Waiting.await(release);
                TestOrigin.send(exchange, Pictures.jpeg(8, 8));
            });
            Set<Thread> withOrigin = foreground();
            var wiring = new Wiring(Settings.of(TestServer.environment(LONG)));
            var addresses = wiring.serve();
            String base = "http://127.0.0.1:" + addresses.port() + "/thumb?" + origin.parameter("/a.jpg");
            var running = client.sendAsync(
                    HttpRequest.newBuilder(URI.create(base + "&w=4"))
                            .version(HttpClient.Version.HTTP_1_1)
                            .build(),
                    BodyHandlers.ofByteArray());
            Waiting.until(() -> origin.requests("/a.jpg") == 1);
            var kept = connect(addresses.port());
            assertThat(exchange(kept)).startsWith("HTTP/1.1 404 ");

            var closed = CompletableFuture.runAsync(wiring::close);
            Waiting.until(() -> exchange(connect(addresses.port())).startsWith("HTTP/1.1 503 "));
            assertThat(exchange(kept))
                    .startsWith("HTTP/1.1 503 ")
                    .contains("shutting-down")
                    .contains("Connection: close");
            assertThat(kept.getInputStream().read())
                    .as("the connection is closed")
                    .isEqualTo(-1);
            assertThat(running).as("still under way").isNotDone();
            assertProblem(send(client, "GET", addresses.adminPort(), "/readyz"), 503, "shutting-down");
            assertThat(send(client, "GET", addresses.adminPort(), "/healthz").statusCode())
                    .isEqualTo(200);

            release.countDown();
            assertThat(running.join().statusCode()).isEqualTo(200);
            closed.join();
            Waiting.until(() -> withOrigin.containsAll(foreground()));
            assertThatThrownBy(() -> send(client, "GET", addresses.adminPort(), "/healthz"))
                    .hasCauseInstanceOf(ConnectException.class);
        }
    }

    @Test
    void close_requestLongerThanTheDrain_isGivenUp() throws Exception {
        var server = new TestServer("DRAIN_TIMEOUT", "8s", "REQUEST_TIMEOUT", "10m");
        server.origin.serve("/a.svg", SlowDrawing.FILE);
        var running = server.sendAsync("GET", server.thumb("/a.svg", SlowDrawing.OPTIONS));
        Waiting.until(() -> server.wiring.transformer.running() == 1);

        server.close();

        assertProblem(running.join(), 503, "shutting-down");
    }

    @Test
    void readyz_nothingGetsAnyFurther_isRedUntilItDoes() throws Exception {
        try (var server =
                new TestServer("CODEC_MAX_WORKERS", "1", "CODEC_STUCK_AFTER", "100ms", "REQUEST_TIMEOUT", "10m")) {
            server.origin.serve("/a.svg", SlowDrawing.FILE);
            try (var _ = server.ask(server.thumb("/a.svg", SlowDrawing.OPTIONS))) {
                Waiting.until(() -> admin(server, "GET", "/readyz").statusCode() == 503);

                var stuck = assertProblem(admin(server, "GET", "/readyz"), 503, "stuck");
                assertThat(stuck.getString("detail")).startsWith("Every codec thread");
                assertThat(admin(server, "GET", "/healthz").statusCode()).isEqualTo(200);
            }
            Waiting.until(() -> admin(server, "GET", "/readyz").statusCode() == 200);
        }
    }

    @Test
    void close_neverServed_leavesNoThread() throws InterruptedException {
        Set<Thread> before = foreground();

        new Wiring(Settings.of(TestServer.environment())).close();

        Waiting.until(() -> before.containsAll(foreground()));
    }

    @Test
    void close_idleConnections_doNotHoldItUp() throws Exception {
        var server = new TestServer(LONG);
        try (var idle = server.connect();
                var half = server.connect()) {
            half.getOutputStream().write("GET /thumb HTTP/1.1\r\nHo".getBytes(StandardCharsets.US_ASCII));
            assertThat(server.get("/none").statusCode()).isEqualTo(404);
            long start = System.nanoTime();

            server.close();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Waiting.PATIENCE);
            assertThat(idle.getInputStream().read()).isEqualTo(-1);
        }
    }

    private static Socket connect(int port) {
        try {
            return new Socket(InetAddress.getLoopbackAddress(), port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Asks for what is not there, and leaves the connection open.
    private static String exchange(Socket socket) {
        try {
            socket.getOutputStream().write("GET /none HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            var answer = new StringBuilder();
            while (!answer.toString().endsWith("}")) {
                int next = socket.getInputStream().read();
                if (next < 0) {
                    throw new EOFException(answer.toString());
                }
                answer.append((char) next);
            }
            return answer.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpResponse<byte[]> admin(TestServer server, String method, String path) {
        try (var client = HttpClient.newHttpClient()) {
            return send(client, method, server.adminPort(), path);
        }
    }

    private static HttpResponse<byte[]> send(HttpClient client, String method, int port, String path) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return client.sendAsync(request, BodyHandlers.ofByteArray()).join();
    }

    /// The threads that would keep the process alive.
    private static Set<Thread> foreground() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.isDaemon() && thread.isAlive())
                .collect(Collectors.toSet());
    }
}

package dev.vignette;

import static dev.vignette.ProblemAnswer.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.config.Settings;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The admin port, and how the server ends.
final class ShutdownTest {
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
        try (var client = HttpClient.newHttpClient();
                var origin = new TestOrigin()) {
            origin.serve("/noise.png", Pictures.noise(300, 300));
            Set<Thread> withOrigin = foreground();
            var wiring = new Wiring(Settings.of(TestServer.environment("CODEC_WORKERS", "1")));
            var addresses = wiring.serve();
            String base = "http://127.0.0.1:" + addresses.port() + "/thumb?" + origin.parameter("/noise.png");
            var running = client.sendAsync(
                    HttpRequest.newBuilder(URI.create(base + "&w=300&f=avif&q=90"))
                            .version(HttpClient.Version.HTTP_1_1)
                            .build(),
                    BodyHandlers.ofByteArray());
            OverloadTest.until(() -> wiring.transformer.running() == 1);

            var closed = CompletableFuture.runAsync(wiring::close);
            OverloadTest.until(() -> refuses(addresses.port()));
            assertThat(running).as("still under way").isNotDone();
            assertProblem(send(client, "GET", addresses.adminPort(), "/readyz"), 503, "shutting-down");
            assertThat(send(client, "GET", addresses.adminPort(), "/healthz").statusCode())
                    .isEqualTo(200);

            assertThat(running.join().statusCode()).isEqualTo(200);
            closed.join();
            OverloadTest.until(() -> withOrigin.containsAll(foreground()));
            assertThatThrownBy(() -> send(client, "GET", addresses.adminPort(), "/healthz"))
                    .isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void close_neverServed_leavesNoThread() throws InterruptedException {
        Set<Thread> before = foreground();

        new Wiring(Settings.of(TestServer.environment())).close();

        OverloadTest.until(() -> before.containsAll(foreground()));
    }

    @Test
    void close_idleConnections_doNotHoldItUp() throws Exception {
        var server = new TestServer();
        try (var idle = server.connect();
                var half = server.connect()) {
            half.getOutputStream().write("GET /thumb HTTP/1.1\r\nHo".getBytes(StandardCharsets.US_ASCII));
            assertThat(server.get("/none").statusCode()).isEqualTo(404);
            long start = System.nanoTime();

            server.close();

            assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
            assertThat(idle.getInputStream().read()).isEqualTo(-1);
        }
    }

    private static boolean refuses(int port) {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static HttpResponse<byte[]> admin(TestServer server, String method, String path) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return send(client, method, server.adminPort(), path);
        }
    }

    private static HttpResponse<byte[]> send(HttpClient client, String method, int port, String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return client.send(request, BodyHandlers.ofByteArray());
    }

    /// The threads that would keep the process alive.
    private static Set<Thread> foreground() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.isDaemon() && thread.isAlive())
                .collect(Collectors.toSet());
    }
}

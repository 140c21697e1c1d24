package dev.vignette.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.Waiting;
import dev.vignette.config.ByteSize;
import dev.vignette.telemetry.Metrics;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Endpoints behind a real port, and a client.
final class Serving implements AutoCloseable {

    final Vertx vertx = Vertx.vertx();
    final Router router;
    private final Metrics metrics = new Metrics();
    private final ExecutorService virtualThreads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Waiting.PATIENCE)
            .build();
    private final HttpServers servers;

    Serving(Map<String, Endpoint> endpoints) {
        this(endpoints, RoutedServer.TERMS);
    }

    Serving(Map<String, Endpoint> endpoints, Terms terms) {
        this(endpoints, terms, RoutedServer.CONFIG);
    }

    Serving(Map<String, Endpoint> endpoints, Terms terms, HttpConfig config) {
        router = new Router(vertx, endpoints, terms, virtualThreads, Observation.counting(metrics));
        servers = HttpServers.listen(vertx, config, "127.0.0.1", 0, 1, router);
    }

    /// Terms under which a body must bring this much in this time.
    static Terms demanding(Duration patience, long bytesPerSecond) {
        var bodies = new BodyConfig(patience, new ByteSize(bytesPerSecond), Waiting.PATIENCE, 5);
        return new Terms(Waiting.PATIENCE, bodies, Waiting.PATIENCE, CorsConfig.OFF, ProxyConfig.NONE.proxies());
    }

    int port() {
        return servers.port();
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        return send("POST", path, BodyPublishers.ofString(body), headers);
    }

    /// @param headers names and values in turn
    HttpResponse<String> send(String method, String path, BodyPublisher body, String... headers) throws Exception {
        return client.send(request(method, path, body, headers), BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
    }

    HttpRequest request(String method, String path, BodyPublisher body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .method(method, body)
                .timeout(Waiting.PATIENCE);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.build();
    }

    HttpClient client() {
        return client;
    }

    Socket connect() throws IOException {
        var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port());
        socket.setSoTimeout(Math.toIntExact(Waiting.PATIENCE.toMillis()));
        return socket;
    }

    static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// One line of what the server sends, without its end.
    static String line(Socket socket) throws IOException {
        var line = new StringBuilder();
        while (true) {
            int next = socket.getInputStream().read();
            assertThat(next).as("the connection ended after '%s'", line).isNotNegative();
            if (next == '\n') {
                return line.toString().strip();
            }
            line.append((char) next);
        }
    }

    /// What the server sends until it closes the connection.
    static String rest(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        servers.close();
        virtualThreads.shutdownNow();
        virtualThreads.close();
        vertx.close().await();
        metrics.close();
        client.close();
    }
}

package dev.vignette;

import dev.vignette.config.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// All of Vignette on free ports of this machine, with a client, an origin that it may fetch from, and a clock on which
/// no time passes but by the test.
final class TestServer implements AutoCloseable {
    final TestClock clock = new TestClock();
    final TestOrigin origin;
    final Wiring wiring;
    private final Path data;
    private final Wiring.Addresses addresses;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Waiting.PATIENCE)
            .build();

    /// @param settings names after `VIGNETTE_` and values in turn
    TestServer(String... settings) throws IOException {
        this(environment(settings));
    }

    TestServer(Map<String, String> environment) throws IOException {
        origin = new TestOrigin();
        data = Path.of(environment.get("VIGNETTE_DATA_DIR"));
        wiring = new Wiring(Settings.of(environment), clock);
        addresses = wiring.serve();
    }

    static Map<String, String> environment(String... settings) {
        var environment = new HashMap<>(Map.of(
                "VIGNETTE_HOST", "127.0.0.1",
                "VIGNETTE_PORT", "0",
                "VIGNETTE_ADMIN_PORT", "0",
                "VIGNETTE_DATA_DIR", "target/data-" + Integer.getInteger("vignette.fork", 1),
                "VIGNETTE_CACHE_DISK", "0",
                "VIGNETTE_SOURCE_DISK", "0",
                "VIGNETTE_SOURCE_REMEMBER_FAILURES", "0s",
                "VIGNETTE_SOURCE_ALLOWED_NETWORKS", "127.0.0.0/8"));
        for (int i = 0; i < settings.length; i += 2) {
            environment.put("VIGNETTE_" + settings[i], settings[i + 1]);
        }
        return environment;
    }

    int port() {
        return addresses.port();
    }

    int adminPort() {
        return addresses.adminPort();
    }

    /// Somebody who uses the library.
    LibraryClient library(String subject, List<String> roles, List<String> teams) {
        return new LibraryClient(client, port(), LibraryTokens.of(data, clock, subject, roles, teams));
    }

    /// Somebody without a token.
    LibraryClient library() {
        return new LibraryClient(client, port(), "");
    }

    /// The target that asks for a picture of the origin.
    ///
    /// @param query further parameters, as in `w=10&h=20`
    String thumb(String path, String query) {
        return "/thumb?" + origin.parameter(path) + (query.isEmpty() ? "" : "&" + query);
    }

    /// The metrics, as Prometheus reads them.
    String scrape() {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + adminPort() + "/metrics"));
        return client.sendAsync(request.build(), BodyHandlers.ofString()).join().body();
    }

    /// @param headers names and values in turn
    HttpResponse<byte[]> get(String target, String... headers) {
        return send("GET", target, headers);
    }

    HttpResponse<byte[]> head(String target, String... headers) {
        return send("HEAD", target, headers);
    }

    HttpResponse<byte[]> send(String method, String target, String... headers) {
        return sendAsync(method, target, headers).join();
    }

    /// Asks at the admin port.
    HttpResponse<byte[]> admin(String method, String target) {
        return sendAsync(method, adminPort(), target).join();
    }

    CompletableFuture<HttpResponse<byte[]>> sendAsync(String method, String target, String... headers) {
        return sendAsync(method, port(), target, headers);
    }

    private CompletableFuture<HttpResponse<byte[]>> sendAsync(
            String method, int port, String target, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
                .method(method, BodyPublishers.noBody())
                .timeout(Waiting.PATIENCE);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.sendAsync(request.build(), BodyHandlers.ofByteArray());
    }

    /// What an answer says of the caches, empty when it says nothing.
    static String cacheStatus(HttpResponse<?> answer) {
        return answer.headers().firstValue("Cache-Status").orElse("");
    }

    /// Sends bytes that need not be a request, and reads what comes until the connection is closed.
    String raw(String text) {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Socket connect() throws IOException {
        var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port());
        socket.setSoTimeout(Math.toIntExact(Waiting.PATIENCE.toMillis()));
        return socket;
    }

    /// Asks on a connection of its own; the client has left when it is closed.
    Socket ask(String target) throws IOException {
        var socket = connect();
        socket.getOutputStream()
                .write(("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Override
    public void close() {
        wiring.close();
        client.close();
        origin.close();
    }
}

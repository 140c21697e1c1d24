package dev.vignette;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A Prometheus on loopback with the configuration and the rules of deploy/, in a hurry: it scrapes each second.
final class PrometheusProcess implements AutoCloseable {
    static final Path DEPLOY = Path.of("..", "deploy");

    private final Process process;
    private final String base;
    private final Path log;
    private final HttpClient client = HttpClient.newHttpClient();

    /// @param folder its own, for all that it writes
    /// @param adminPort of the server that it watches
    PrometheusProcess(Path folder, int adminPort) throws IOException, InterruptedException {
        int port = freePort();
        base = "http://127.0.0.1:" + port + "/api/v1/";
        log = folder.resolve("log");
        Files.copy(DEPLOY.resolve("alerts.yml"), folder.resolve("alerts.yml"));
        String config = Files.readString(DEPLOY.resolve("prometheus.yml"));
        assertThat(config).contains("localhost:9090", "_interval: 15s");
        Files.writeString(
                folder.resolve("prometheus.yml"),
                config.replace("localhost:9090", "127.0.0.1:" + adminPort).replace("_interval: 15s", "_interval: 1s"));
        process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + folder.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /// What `promtool check` says of a file, having found nothing wrong with it.
    static String check(String what, Path file) throws IOException, InterruptedException {
        Process check = new ProcessBuilder("promtool", "check", what, file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(check.waitFor()).as(said).isZero();
        return said;
    }

    /// Whether it answers already. It fails when the process has ended.
    boolean ready() {
        assertThat(process.isAlive()).as(this::log).isTrue();
        try {
            get("status/buildinfo");
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /// The values that an expression has now.
    List<Double> query(String expression) {
        try {
            return get("query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                    .getJsonArray("result")
                    .stream()
                    .map(sample -> ((JsonObject) sample).getJsonArray("value").getString(1))
                    .map(text -> text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(expression, e);
        }
    }

    /// All rules as they stand.
    List<JsonObject> rules() throws IOException {
        return get("rules").getJsonArray("groups").stream()
                .map(group -> ((JsonObject) group).getJsonArray("rules"))
                .flatMap(JsonArray::stream)
                .map(JsonObject.class::cast)
                .toList();
    }

    private JsonObject get(String path) throws IOException {
        try {
            var answer =
                    client.send(HttpRequest.newBuilder(URI.create(base + path)).build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            var body = new JsonObject(answer.body());
            return body.getJsonObject("data");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        client.close();
        process.destroy();
        process.onExit()
                .orTimeout(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }
}

package dev.vignette.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.Waiting;
import dev.vignette.config.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// An S3 server as a process of its own on loopback, which can be stopped and started again. It ends with this
/// process, however that ends.
public abstract class S3Process implements AutoCloseable {
    static final String ACCESS_KEY = "tester";
    static final String SECRET_KEY = "for tests alone";

    /// Ends the server when the input does.
    private static final String WATCH = "\"$@\" & server=$!; read -r word; kill -9 $server; wait $server";

    private static final AtomicInteger BUCKETS = new AtomicInteger();

    private final Path folder;
    private final int port;
    private @Nullable Process process;

    S3Process(Path folder) throws IOException {
        this.folder = folder;
        try (var socket = new ServerSocket(0)) {
            this.port = socket.getLocalPort();
        }
        start();
    }

    /// What starts the server.
    abstract List<String> command(Path folder, int port) throws IOException;

    /// Starts it again, on the same port and folder, and waits until it answers.
    public final void start() throws IOException {
        var command = new ArrayList<>(List.of("sh", "-c", WATCH, "sh"));
        command.addAll(command(folder, port));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
        Waiting.until(this::answers);
    }

    private boolean answers() {
        assertThat(process).as(folder + "/log tells why").matches(Process::isAlive);
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(endpoint())).build();
            return client.send(request, BodyHandlers.discarding()).statusCode() > 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Ends it as `kill -9` does.
    public final void stop() {
        Process running = process;
        if (running == null) {
            return;
        }
        process = null;
        try {
            running.getOutputStream().close();
            assertThat(running.waitFor(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public final void close() {
        stop();
    }

    private String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    /// What a server is configured with to use a new, empty bucket.
    public final Map<String, String> freshBucket() {
        String bucket = "test-" + BUCKETS.incrementAndGet();
        var environment = Map.of(
                "VIGNETTE_BLOBS_STORE",
                "s3",
                "VIGNETTE_BLOBS_ENDPOINT",
                endpoint(),
                "VIGNETTE_BLOBS_BUCKET",
                bucket,
                "VIGNETTE_BLOBS_PATH_STYLE",
                "true",
                "VIGNETTE_BLOBS_ACCESS_KEY",
                ACCESS_KEY,
                "VIGNETTE_BLOBS_SECRET_KEY",
                SECRET_KEY);
        try (var client = S3Clients.client(config(environment))) {
            client.createBucket(request -> request.bucket(bucket));
        }
        return environment;
    }

    static BlobConfig config(Map<String, String> environment, String... settings) {
        var all = new HashMap<>(environment);
        for (int i = 0; i < settings.length; i += 2) {
            all.put("VIGNETTE_BLOBS_" + settings[i], settings[i + 1]);
        }
        return Settings.of(all).bind(BlobConfig.class);
    }
}

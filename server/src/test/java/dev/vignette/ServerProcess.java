package dev.vignette;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/// `serve` as a process of its own, which can be killed and hemmed in.
final class ServerProcess implements AutoCloseable {
    private static final String READY = "ready http://";

    private final Process process;
    private final Queue<String> output = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /// Starts the server and waits until it is ready.
    ServerProcess(Map<String, String> environment) throws Exception {
        this(environment, CommandRun.command("serve"));
    }

    /// @param command that becomes the server in the end
    ServerProcess(Map<String, String> environment, List<String> command) throws Exception {
        process = CommandRun.start(environment, command);
        Thread.ofVirtual().start(() -> follow(process.inputReader(StandardCharsets.UTF_8)));
        Thread.ofVirtual().start(() -> follow(process.errorReader(StandardCharsets.UTF_8)));
        var _ = process.onExit().thenRun(() -> port.completeExceptionally(new IOException("ended: " + output())));
        try {
            port.get(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    private void follow(BufferedReader lines) {
        try (lines) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
                if (line.contains(READY)) {
                    port.complete(Integer.parseInt(line.replaceFirst(".*" + READY + "[^:]*:(\\d+).*", "$1")));
                }
            }
        } catch (IOException e) {
            output.add(e.toString()); // it was killed
        }
    }

    long pid() {
        return process.pid();
    }

    /// The file system as it sees it.
    Path root() {
        return Path.of("/proc", Long.toString(process.pid()), "root");
    }

    /// All that it wrote so far.
    String output() {
        return String.join("\n", output);
    }

    int port() {
        return port.join();
    }

    HttpResponse<byte[]> get(String target) {
        return getAsync(target).join();
    }

    CompletableFuture<HttpResponse<byte[]>> getAsync(String target) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.join() + target))
                .timeout(Waiting.PATIENCE)
                .method("GET", BodyPublishers.noBody())
                .build();
        return client.sendAsync(request, BodyHandlers.ofByteArray());
    }

    /// Ends it as `kill` does.
    ///
    /// @return the exit value
    int terminate() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        return process.exitValue();
    }

    /// Ends it as `kill -9` does, in the middle of whatever it is at.
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
        client.shutdownNow();
        client.close();
    }
}

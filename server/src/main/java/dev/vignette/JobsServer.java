package dev.vignette;

import dev.vignette.auth.TokenConfig;
import dev.vignette.auth.TokenMint;
import dev.vignette.cache.CacheConfig;
import dev.vignette.config.Settings;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.http.HttpConfig;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A running server that a command asks about jobs, over HTTP: so the command works from anywhere, sees what its
/// token may see, and needs neither the database nor its settings.
final class JobsServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// Of a token that is made here: a new one goes with each request.
    private static final Duration LIFETIME = Duration.ofMinutes(10);

    /// A stream that lasted as long was one.
    private static final Duration LASTING = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int ATTEMPTS = 30;

    private final URI root;
    private final Supplier<String> token;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    private JobsServer(URI root, Supplier<String> token) {
        this.root = root;
        this.token = token;
    }

    /// @param url of the server; empty is the one that is configured here, on this machine
    /// @param token empty is one by the own key of the server that is configured here, for an administrator: it is
    ///     for that server alone
    /// @throws VignetteException `BAD_PARAMETER` for another server without a token
    static JobsServer of(String url, String token, Settings settings) {
        if (url.isEmpty()) {
            URI here = uri("http://127.0.0.1:" + settings.bind(HttpConfig.class).port());
            return new JobsServer(here, token.isEmpty() ? minting(settings) : () -> token);
        }
        if (token.isEmpty()) {
            throw VignetteException.badParameter(
                    "--token",
                    "--token: a server that is named needs one; no token of this server's own key is sent there",
                    List.of("--token TOKEN", "VIGNETTE_TOKEN"));
        }
        return new JobsServer(uri(url.replaceFirst("/+$", "")), () -> token);
    }

    private static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw VignetteException.badParameter("--url", "--url: this is not a URL", List.of("http://HOST:PORT"));
        }
    }

    private static Supplier<String> minting(Settings settings) {
        var mint = new TokenMint(
                settings.bind(TokenConfig.class),
                settings.bind(CacheConfig.class).dataDir(),
                Clock.systemUTC());
        return () -> mint.token(new TokenMint.Wish("admin", List.of("admin"), List.of(), Map.of(), LIFETIME));
    }

    /// @param target path and query
    JsonObject get(String target) {
        return send("GET", target);
    }

    JsonObject post(String target) {
        return send("POST", target);
    }

    private HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(URI.create(root + target)).header("Authorization", "Bearer " + token.get());
    }

    private JsonObject send(String method, String target) {
        var request = request(target).timeout(PATIENCE).method(method, BodyPublishers.noBody());
        HttpResponse<String> response = exchange(request.build(), BodyHandlers.ofString());
        if (response.statusCode() >= 400) {
            throw refused(response.statusCode(), response.body());
        }
        return new JsonObject(response.body());
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> body) {
        try {
            return http.send(request, body);
        } catch (IOException e) {
            throw new VignetteException(ErrorCode.SOURCE_FAILED, "There is no answer from " + root, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VignetteException(ErrorCode.SHUTTING_DOWN, "The command was interrupted", e);
        }
    }

    /// The failure that the server tells of.
    private static VignetteException refused(int status, String body) {
        try {
            var problem = new JsonObject(body);
            String code = problem.getString("code", "");
            return Arrays.stream(ErrorCode.values())
                    .filter(known -> known.code().equals(code))
                    .findFirst()
                    .map(known -> new VignetteException(known, problem.getString("detail", known.title())))
                    .orElseGet(() -> unknown(status));
        } catch (DecodeException e) {
            return unknown(status);
        }
    }

    private static VignetteException unknown(int status) {
        return new VignetteException(ErrorCode.SOURCE_FAILED, "The server answered " + status);
    }

    /// Tells of each event of a job as it comes, until the job ends. A stream that breaks off is taken up again
    /// behind the last event.
    void follow(String target, Consumer<JsonObject> event) {
        var last = new AtomicReference<>("0");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            String before = last.get();
            long began = System.nanoTime();
            var request = request(target).header("Accept", "text/event-stream").header("Last-Event-ID", before);
            try {
                HttpResponse<InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
                try (InputStream body = response.body()) {
                    if (response.statusCode() == 204) {
                        return; // all was told
                    }
                    if (response.statusCode() >= 400) {
                        throw refused(response.statusCode(), new String(body.readAllBytes(), StandardCharsets.UTF_8));
                    }
                    events(body, last, event);
                }
            } catch (IOException e) {
                pause(); // the server may be back soon
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            if (!last.get().equals(before) || System.nanoTime() - began > LASTING.toNanos()) {
                attempt = 0;
            }
        }
        throw new VignetteException(ErrorCode.SOURCE_FAILED, "There is no answer from " + root);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void events(InputStream body, AtomicReference<String> last, Consumer<JsonObject> event)
            throws IOException {
        var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        String id = last.get();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("id: ")) {
                id = line.substring(4);
            } else if (line.startsWith("data: ")) {
                event.accept(new JsonObject(line.substring(6)));
                last.set(id);
            }
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}

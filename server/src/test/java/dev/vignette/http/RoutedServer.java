package dev.vignette.http;

import dev.vignette.Waiting;
import dev.vignette.config.Settings;
import dev.vignette.telemetry.Metrics;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.util.Map;
import java.util.concurrent.Executor;

/// Endpoints behind a real port, and a client of theirs.
public final class RoutedServer implements AutoCloseable {
    static final HttpConfig CONFIG = Settings.of(Map.of("VIGNETTE_HOST", "127.0.0.1", "VIGNETTE_PORT", "0"))
            .bind(HttpConfig.class);

    static final Terms TERMS = new Terms(
            Waiting.PATIENCE, BodyConfig.DEFAULT, Waiting.PATIENCE, CorsConfig.OFF, ProxyConfig.NONE.proxies());

    final Vertx vertx = Vertx.vertx();
    final Metrics metrics = new Metrics();
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpServers servers;

    /// @param threads where endpoints block
    RoutedServer(Map<String, Endpoint> endpoints, Executor threads) {
        this(endpoints, threads, "127.0.0.1");
    }

    /// @param host what it listens on
    public RoutedServer(Map<String, Endpoint> endpoints, Executor threads, String host) {
        this(endpoints, threads, host, ProxyConfig.NONE);
    }

    /// @param host what it listens on
    public RoutedServer(Map<String, Endpoint> endpoints, Executor threads, String host, ProxyConfig proxies) {
        var router = new Router(vertx, endpoints, TERMS.with(proxies), threads, Observation.counting(metrics));
        servers = HttpServers.listen(vertx, CONFIG, host, 0, 2, router);
    }

    public int port() {
        return servers.port();
    }

    /// @param headers names and values in turn
    public <T> HttpResponse<T> send(
            HttpClient.Version version, String method, String path, BodyHandler<T> body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .method(method, BodyPublishers.noBody())
                .version(version)
                .timeout(Waiting.PATIENCE);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), body);
        } catch (IOException e) {
            throw new AssertionError("no answer to " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        servers.close();
        vertx.close().await();
        metrics.close();
        client.close();
    }
}

package dev.vignette.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.Waiting;
import dev.vignette.config.Settings;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.telemetry.Metrics;
import dev.vignette.telemetry.RequestContext;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Endpoints that fail in every way, behind a real port.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RouterTest {
    private static final HttpConfig CONFIG = Settings.of(Map.of("VIGNETTE_HOST", "127.0.0.1", "VIGNETTE_PORT", "0"))
            .bind(HttpConfig.class);

    private final Vertx vertx = Vertx.vertx();
    private final Metrics metrics = new Metrics();
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServers servers;

    @BeforeAll
    void start() {
        Map<String, Endpoint> endpoints = Map.of(
                "/throws",
                        _ -> {
                            throw new IllegalStateException("secret");
                        },
                "/overflows",
                        _ -> {
                            throw new StackOverflowError();
                        },
                "/fails", _ -> CompletableFuture.failedFuture(new IllegalStateException("secret")),
                "/wraps",
                        _ -> CompletableFuture.failedFuture(
                                new CompletionException(new VignetteException(ErrorCode.OVERLOADED, "late"))),
                "/errs",
                        exchange -> exchange.blocking(() -> {
                            throw new AssertionError("secret");
                        }),
                "/knows",
                        exchange -> exchange.blocking(() -> new Answer(
                                200,
                                Map.of(
                                        "X-Path",
                                        exchange.path(),
                                        "X-Header",
                                        exchange.header("X-Two").orElse("none")),
                                RequestContext.current().id().getBytes(StandardCharsets.UTF_8))));
        var router = new Router(
                vertx,
                endpoints,
                Waiting.PATIENCE,
                Executors.newVirtualThreadPerTaskExecutor(),
                Observation.counting(metrics));
        servers = HttpServers.listen(vertx, CONFIG, "127.0.0.1", 0, 2, router);
    }

    @AfterAll
    void stop() {
        servers.close();
        vertx.close().await();
        metrics.close();
        client.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/throws", "/overflows", "/fails", "/errs"})
    void handle_unexpectedFailure_isOurFaultAndKeepsItsSecrets(String path) throws Exception {
        var response = get(path);

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).doesNotContain("secret", "Exception", "Error");
        assertThat(new JsonObject(response.body()).getString("code")).isEqualTo("internal");
    }

    @Test
    void handle_wrappedFailure_isTheFailure() throws Exception {
        var response = get("/wraps");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(new JsonObject(response.body()).getString("detail")).isEqualTo("late");
        assertThat(response.headers().firstValue("Retry-After")).contains("1");
    }

    @Test
    void blocking_noMoreThreads_isAnEndingServer() throws Exception {
        var ended = Executors.newVirtualThreadPerTaskExecutor();
        ended.close();
        Endpoint blocks = exchange -> exchange.blocking(() -> Answer.empty(200, Headers.NONE));
        var router =
                new Router(vertx, Map.of("/blocks", blocks), Waiting.PATIENCE, ended, Observation.counting(metrics));
        try (var other = HttpServers.listen(vertx, CONFIG, "127.0.0.1", 0, 1, router)) {
            var response = get(other, "/blocks");

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(new JsonObject(response.body()).getString("code")).isEqualTo("shutting-down");
        }
    }

    @Test
    void blocking_work_knowsItsRequest() throws Exception {
        var response = get("/knows", "X-Request-Id", "mine", "X-Two", "a", "X-Two", "b");

        assertThat(response.body()).isEqualTo("mine");
        assertThat(response.headers().firstValue("X-Path")).contains("/knows");
        assertThat(response.headers().firstValue("X-Header")).contains("a, b");
    }

    @Test
    void handle_answers_areCountedByRouteAlone() throws Exception {
        get("/wraps");
        get("/none/of/these");

        assertThat(metrics.scrape())
                .contains("route=\"/wraps\",status=\"503\"", "route=\"unknown\",status=\"404\"")
                .doesNotContain("of/these");
    }

    @Test
    void listen_takenPort_isTold() {
        var router = new Router(vertx, Map.of(), Waiting.PATIENCE, Runnable::run, Observation.counting(metrics));

        assertThatThrownBy(() -> HttpServers.listen(vertx, CONFIG, "127.0.0.1", servers.port(), 2, router))
                .isInstanceOf(VignetteException.class)
                .hasMessage("Cannot listen on 127.0.0.1:" + servers.port());
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        return get(servers, path, headers);
    }

    private HttpResponse<String> get(HttpServers at, String path, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + at.port() + path))
                .timeout(Waiting.PATIENCE);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }
}

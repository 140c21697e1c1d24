package dev.vignette.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.AnswerHeaders;
import dev.vignette.Waiting;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.telemetry.RequestContext;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
    private RoutedServer server;

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
        server = new RoutedServer(endpoints, Executors.newVirtualThreadPerTaskExecutor());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/throws", "/overflows", "/fails", "/errs"})
    void handle_unexpectedFailure_isOurFaultAndKeepsItsSecrets(String path) {
        var response = get(path);

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).doesNotContain("secret", "Exception", "Error");
        assertThat(new JsonObject(response.body()).getString("code")).isEqualTo("internal");
    }

    @Test
    void handle_wrappedFailure_isTheFailure() {
        var response = get("/wraps");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(new JsonObject(response.body()).getString("detail")).isEqualTo("late");
        assertThat(response.headers().firstValue("Retry-After")).contains("1");
    }

    @Test
    void blocking_noMoreThreads_isAnEndingServer() {
        var ended = Executors.newVirtualThreadPerTaskExecutor();
        ended.close();
        Endpoint blocks = exchange -> exchange.blocking(() -> Answer.empty(200, Headers.NONE));
        try (var other = new RoutedServer(Map.of("/blocks", blocks), ended)) {
            var response = get(other, "/blocks");

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(new JsonObject(response.body()).getString("code")).isEqualTo("shutting-down");
        }
    }

    @Test
    void blocking_work_knowsItsRequest() {
        var response = get("/knows", "X-Request-Id", "mine", "X-Two", "a", "X-Two", "b");

        assertThat(response.body()).isEqualTo("mine");
        assertThat(response.headers().firstValue("X-Path")).contains("/knows");
        assertThat(response.headers().firstValue("X-Header")).contains("a, b");
    }

    @Test
    void handle_answers_areCountedByRouteAlone() {
        get("/wraps");
        get("/none/of/these");

        assertThat(server.metrics.scrape())
                .contains("route=\"/wraps\",status=\"503\"", "route=\"unknown\",status=\"404\"")
                .doesNotContain("of/these");
    }

    @Test
    void refuse_whatIsNoRequest_isCountedAndCutOff() throws IOException {
        try (var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), server.port())) {
            socket.setSoTimeout(Math.toIntExact(Waiting.PATIENCE.toMillis()));
            socket.getOutputStream().write("nonsense\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("bad-request");
        }
        assertThat(server.metrics.scrape())
                .contains("route=\"unknown\",status=\"400\"", "vignette_failures_total{code=\"bad-request\"} 1.0");
    }

    @Test
    void listen_takenPort_isTold() {
        var router = new Router(
                server.vertx, Map.of(), RoutedServer.TERMS, Runnable::run, Observation.counting(server.metrics));

        assertThatThrownBy(() ->
                        HttpServers.listen(server.vertx, RoutedServer.CONFIG, "127.0.0.1", server.port(), 2, router))
                .isInstanceOf(VignetteException.class)
                .hasMessageMatching("Cannot listen on 127.0.0.1:" + server.port() + ": .*[Aa]ddress.* in use.*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/throws", "/wraps", "/none", "/knows"})
    void handle_head_hasTheStatusAndHeadersOfGet(String path) {
        var get = get(path, "X-Request-Id", "one");
        var head = send(server, "HEAD", path, "X-Request-Id", "one");

        assertThat(head.statusCode()).isEqualTo(get.statusCode());
        assertThat(head.body()).isEmpty();
        assertThat(AnswerHeaders.without(head))
                .isEqualTo(AnswerHeaders.without(get))
                .containsKey("content-length");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/throws", "/none", "/knows"})
    void handle_anyAnswer_hasItsDate(String path) {
        Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);

        var date = get(path).headers().firstValue("Date").flatMap(HttpDate::parse);

        assertThat(date.orElseThrow()).isBetween(before, Instant.now());
    }

    private HttpResponse<String> get(String path, String... headers) {
        return get(server, path, headers);
    }

    private static HttpResponse<String> get(RoutedServer at, String path, String... headers) {
        return send(at, "GET", path, headers);
    }

    private static HttpResponse<String> send(RoutedServer at, String method, String path, String... headers) {
        return at.send(HttpClient.Version.HTTP_1_1, method, path, BodyHandlers.ofString(), headers);
    }
}

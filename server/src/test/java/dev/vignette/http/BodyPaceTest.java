package dev.vignette.http;

import static dev.vignette.http.Serving.line;
import static dev.vignette.http.Serving.rest;
import static dev.vignette.http.Serving.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// Bodies that come slowly, behind a real port.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
final class BodyPaceTest {
    private static final String POST = "POST /sum HTTP/1.1\r\nHost: a\r\n";
    private static final Map<String, Endpoint> ENDPOINTS = Map.of(
            "/sum",
            Endpoint.byMethod(Map.of(
                    "POST",
                    Endpoint.takingBody(exchange -> exchange.blocking(() ->
                            new Answer(200, Map.of(), BodySums.sum(exchange).getBytes(StandardCharsets.UTF_8)))))));

    private Serving hasty;

    @BeforeAll
    void start() {
        hasty = new Serving(ENDPOINTS, Serving.demanding(Duration.ofMillis(500), 1000));
    }

    @AfterAll
    void stop() {
        hasty.close();
    }

    @Test
    void read_nothingComes_isTooSlow() throws Exception {
        try (Socket socket = hasty.connect()) {
            write(socket, POST + "Content-Length: 10\r\n\r\n");

            assertThat(line(socket)).isEqualTo("HTTP/1.1 408 Request Timeout");
        }
    }

    @Test
    void read_fewBytesNowAndThen_isTooSlow() throws Exception {
        try (Socket socket = hasty.connect()) {
            write(socket, POST + "Content-Length: 1000000\r\n\r\n");
            var status = CompletableFuture.supplyAsync(() -> {
                try {
                    return line(socket);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            while (!status.isDone()) {
                write(socket, "x");
                Thread.sleep(20);
            }

            assertThat(status.join()).isEqualTo("HTTP/1.1 408 Request Timeout");
        }
    }

    /// So much faster than it must be that only a pause of almost all its patience would be too slow.
    @Test
    void read_fastEnoughForLongerThanPatience_isRead() throws Exception {
        var patience = Duration.ofSeconds(5);
        try (var patient = new Serving(ENDPOINTS, Serving.demanding(patience, 1000));
                Socket socket = patient.connect()) {
            write(socket, POST + "Content-Length: 2400000\r\nConnection: close\r\n\r\n");
            long begin = System.nanoTime();
            for (int i = 0; i < 120; i++) {
                write(socket, "x".repeat(20_000));
                Thread.sleep(50);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(patience);

            assertThat(rest(socket)).startsWith("HTTP/1.1 200");
        }
    }
}

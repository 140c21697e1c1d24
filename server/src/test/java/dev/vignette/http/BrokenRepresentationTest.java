package dev.vignette.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.Waiting;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Streams that cannot be had, or not to their end, behind a real port.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
final class BrokenRepresentationTest {
    private static final Instant MODIFIED = Instant.parse("2026-01-02T03:04:05.6Z");
    private static final int LARGE = 20 << 20;

    private final byte[] content = new byte[LARGE];
    private Serving serving;

    @BeforeAll
    void start() {
        new Random(1).nextBytes(content);
        var endpoints = new HashMap<String, Endpoint>();
        endpoints.put("/away", of(new Representation.Source.Elsewhere((_, _) -> {
            throw new VignetteException(ErrorCode.OVERLOADED, "away");
        })));
        endpoints.put("/failing", of(new Representation.Source.Elsewhere((_, _) -> {
            throw new IOException("secret");
        })));
        endpoints.put("/erring", of(new Representation.Source.Elsewhere((_, _) -> {
            throw new StackOverflowError("secret");
        })));
        endpoints.put(
                "/erring-later",
                of(new Representation.Source.Elsewhere((_, _) ->
                        new SequenceInputStream(new ByteArrayInputStream(content, 0, LARGE / 2), new InputStream() {
                            @Override
                            public int read() {
                                throw new StackOverflowError("secret");
                            }

                            @Override
                            public int read(byte[] target, int offset, int length) {
                                throw new StackOverflowError("secret");
                            }
                        }))));
        endpoints.put(
                "/short",
                of(new Representation.Source.Elsewhere(
                        (offset, length) -> new ByteArrayInputStream(content, (int) offset, (int) length - 1))));
        serving = new Serving(endpoints);
    }

    @AfterAll
    void stop() {
        serving.close();
    }

    private static Endpoint of(Representation.Source source) {
        var representation = new Representation("\"it\"", Optional.of(MODIFIED), "image/png", LARGE, source);
        return exchange -> exchange.blocking(
                () -> representation.answer(exchange, Headers.of(Map.of("Cache-Control", "private"))));
    }

    @ParameterizedTest
    @CsvSource({"/away, 503, overloaded", "/failing, 500, internal"})
    void get_streamThatCannotBeOpened_isAProblem(String path, int status, String code) throws Exception {
        var answer = serving.get(path);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(new JsonObject(answer.body()).getString("code")).isEqualTo(code);
        assertThat(answer.body()).doesNotContain("secret");
        assertThat(answer.headers().firstValue("Accept-Ranges")).isEmpty();
    }

    @Test
    void get_streamThatEndsEarly_endsTheConnection() throws Exception {
        try (var socket = serving.connect()) {
            Serving.write(socket, "GET /short HTTP/1.1\r\nHost: a\r\n\r\n");
            String all = Serving.rest(socket);

            assertThat(all).startsWith("HTTP/1.1 200").contains("Content-Length: " + LARGE);
            assertThat(all.length() - all.indexOf("\r\n\r\n") - 4).isEqualTo(LARGE - 1);
        }
    }

    /// As when there is no memory left.
    @Test
    void get_streamWithAnError_comesToItsEnd() throws Exception {
        var answer = serving.get("/erring");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("secret");

        try (var socket = serving.connect()) {
            Serving.write(socket, "GET /erring-later HTTP/1.1\r\nHost: a\r\n\r\n");
            String all = Serving.rest(socket);

            assertThat(all).startsWith("HTTP/1.1 200");
            assertThat(all.length()).isLessThan(LARGE);
        }
    }

    @Test
    void get_streamOfAClientThatLeaves_isClosed() throws Exception {
        var closed = new CountDownLatch(1);
        Representation.Source.Opening opening = (_, _) -> new ByteArrayInputStream(content) {
            @Override
            public void close() {
                closed.countDown();
            }
        };
        try (var other = new Serving(Map.of("/it", of(new Representation.Source.Elsewhere(opening))))) {
            try (var socket = other.connect()) {
                Serving.write(socket, "GET /it HTTP/1.1\r\nHost: a\r\n\r\n");
                assertThat(socket.getInputStream().readNBytes(100_000)).hasSize(100_000);
            }

            Waiting.await(closed);
            assertThat(other.router.drain()).succeedsWithin(Waiting.PATIENCE);
        }
    }
}

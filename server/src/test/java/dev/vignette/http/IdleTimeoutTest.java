package dev.vignette.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.Waiting;
import dev.vignette.config.Settings;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// Connections that are silent for longer than a second.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
final class IdleTimeoutTest {
    private static final Duration LONG = Duration.ofMillis(3500);
    private static final int LARGE = 40 << 20;

    private final CountDownLatch gone = new CountDownLatch(1);
    private Serving serving;

    @BeforeAll
    void start() {
        var config =
                Settings.of(Map.of("VIGNETTE_HOST", "127.0.0.1", "VIGNETTE_PORT", "0", "VIGNETTE_IDLE_TIMEOUT", "1s"));
        var endpoints = new HashMap<String, Endpoint>();
        endpoints.put("/fast", exchange -> exchange.blocking(() -> answer("fast")));
        endpoints.put("/slow", exchange -> exchange.blocking(IdleTimeoutTest::slow));
        endpoints.put(
                "/unread",
                Endpoint.byMethod(Map.of(
                        "POST",
                        Endpoint.takingBody(exchange -> exchange.blocking(() -> {
                            Waiting.pause(LONG);
                            return answer("" + exchange.body(LARGE).readAllBytes().length);
                        })))));
        endpoints.put(
                "/taken",
                Endpoint.byMethod(Map.of(
                        "POST",
                        Endpoint.takingBody(exchange -> exchange.blocking(() -> {
                            int length = exchange.body(LARGE).readAllBytes().length;
                            Waiting.pause(LONG);
                            return answer("" + length);
                        })))));
        endpoints.put(
                "/silent",
                Endpoint.byMethod(Map.of(
                        "POST",
                        Endpoint.takingBody(exchange -> exchange.blocking(() -> {
                            try {
                                return answer("" + exchange.body(LARGE).readAllBytes().length);
                            } finally {
                                gone.countDown();
                            }
                        })))));
        serving = new Serving(endpoints, RoutedServer.TERMS, config.bind(HttpConfig.class));
    }

    @AfterAll
    void stop() {
        serving.close();
    }

    private static Answer answer(String text) {
        return new Answer(200, Map.of(), text.getBytes(StandardCharsets.US_ASCII));
    }

    private static Answer slow() {
        Waiting.pause(LONG);
        return answer("slow");
    }

    @Test
    void answer_thatTakesLong_comesAllTheSame() throws Exception {
        assertThat(serving.get("/slow").body()).isEqualTo("slow");
        assertThat(serving.post("/taken", "body").body()).isEqualTo("4");
    }

    @Test
    void body_thatIsNotAskedForAtFirst_comesAllTheSame() throws Exception {
        byte[] large = new byte[LARGE];
        new Random(1).nextBytes(large);

        var answer = serving.send("POST", "/unread", BodyPublishers.ofByteArray(large));

        assertThat(answer.body()).isEqualTo(Integer.toString(LARGE));
    }

    @Test
    void connection_silentAfterAnAnswer_isClosed() throws Exception {
        try (Socket socket = serving.connect()) {
            Serving.write(socket, "GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");

            assertThat(Serving.rest(socket)).startsWith("HTTP/1.1 200").endsWith("slow");
        }
    }

    @Test
    void connection_pipelinedAndSilentAfterTheLastAnswer_isClosed() throws Exception {
        try (Socket socket = serving.connect()) {
            Serving.write(socket, "GET /slow HTTP/1.1\r\nHost: a\r\n\r\nGET /fast HTTP/1.1\r\nHost: a\r\n\r\n");

            assertThat(Serving.rest(socket)).contains("slow").endsWith("fast");
        }
    }

    @Test
    void client_silentWithinItsBody_isCutOff() throws Exception {
        try (Socket socket = serving.connect()) {
            Serving.write(socket, "POST /silent HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nbody");

            assertThat(Serving.rest(socket)).isEmpty();
            Waiting.await(gone);
        }
    }
}

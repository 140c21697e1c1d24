package dev.vignette.http;

import static dev.vignette.http.Serving.line;
import static dev.vignette.http.Serving.rest;
import static dev.vignette.http.Serving.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.Waiting;
import dev.vignette.error.VignetteException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bodies that come in every way, behind a real port.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
final class BodyStreamTest {
    private static final String POST = "POST /sum HTTP/1.1\r\nHost: a\r\n";

    private final BlockingQueue<VignetteException> failures = new LinkedBlockingQueue<>();
    private final BlockingQueue<CountDownLatch> readers = new LinkedBlockingQueue<>();
    private final BlockingQueue<Exchange> reading = new LinkedBlockingQueue<>();
    private Serving serving;
    private Serving hasty;

    @BeforeAll
    void start() {
        Map<String, Endpoint> endpoints = Map.of(
                "/sum", taking(BodySums::sum),
                "/small", taking(exchange -> exchange.body(10).readAllBytes().length + " bytes"),
                "/chunks", taking(BodySums::sumOfChunks),
                "/bytes", taking(BodySums::sumOfBytes),
                "/waits", taking(this::waiting),
                "/refuses", taking(_ -> "no"),
                "/deaf", exchange -> exchange.blocking(() -> exchange.body(10)).thenApply(_ -> null));
        serving = new Serving(endpoints);
        hasty = new Serving(endpoints, Serving.demanding(Duration.ofMillis(500), 1000));
    }

    @AfterAll
    void stop() {
        serving.close();
        hasty.close();
    }

    /// What an endpoint does with its request.
    private interface Work {
        String of(Exchange exchange) throws Exception;
    }

    private Endpoint taking(Work work) {
        return Endpoint.byMethod(Map.of(
                "POST",
                Endpoint.takingBody(exchange -> exchange.blocking(() -> {
                    try {
                        byte[] text = work.of(exchange).getBytes(StandardCharsets.UTF_8);
                        return new Answer(200, Map.of(), text);
                    } catch (VignetteException e) {
                        failures.add(e);
                        throw e;
                    }
                }))));
    }

    /// Reads when it is let.
    private String waiting(Exchange exchange) throws Exception {
        var latch = new CountDownLatch(1);
        readers.add(latch);
        Waiting.await(latch);
        reading.add(exchange);
        return BodySums.sum(exchange);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1000, 100_000, 5_000_000, BodySums.LIMIT})
    void read_declaredLength_isTheBody(int length) throws Exception {
        byte[] bytes = BodySums.random(length);
        for (String path : List.of("/sum", "/chunks", "/bytes")) {
            var answer = serving.send("POST", path, BodyPublishers.ofByteArray(bytes));

            assertThat(answer.body()).as(path).isEqualTo(BodySums.text(bytes));
        }
    }

    @Test
    void read_chunkedBody_isTheBody() throws Exception {
        byte[] bytes = BodySums.random(3_000_000);

        var answer = serving.send("POST", "/sum", BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(bytes)));

        assertThat(answer.body()).isEqualTo(BodySums.text(bytes));
    }

    @Test
    void read_byteAfterByte_isTheBody() throws Exception {
        try (Socket socket = serving.connect()) {
            write(socket, POST + "Content-Length: 20\r\nConnection: close\r\n\r\n");
            byte[] bytes = BodySums.random(20);
            for (byte each : bytes) {
                socket.getOutputStream().write(each);
                Thread.sleep(2);
            }

            assertThat(rest(socket)).startsWith("HTTP/1.1 200").endsWith(BodySums.text(bytes));
        }
    }

    @Test
    void read_nextRequestOnTheConnection_isReadToo() throws Exception {
        try (Socket socket = serving.connect()) {
            String one = POST + "Content-Length: 3\r\n\r\nabc";
            String last = POST + "Content-Length: 2\r\nConnection: close\r\n\r\nde";
            write(socket, one + one + last);

            assertThat(rest(socket))
                    .containsSubsequence(
                            BodySums.text("abc".getBytes(StandardCharsets.UTF_8)),
                            BodySums.text("abc".getBytes(StandardCharsets.UTF_8)),
                            BodySums.text("de".getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void read_readerThatWaits_holdsTheClientBack() throws Exception {
        byte[] bytes = BodySums.random(BodySums.LIMIT);
        var sent = new AtomicInteger();
        try (Socket socket = serving.connect()) {
            write(
                    socket,
                    "POST /waits HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: " + bytes.length
                            + "\r\n\r\n");
            var sending = CompletableFuture.runAsync(() -> send(socket, bytes, sent));
            CountDownLatch reader = take(readers);
            int before;
            do { // until the buffers on the way are full
                before = sent.get();
                Waiting.pause(Duration.ofSeconds(1));
            } while (sent.get() > before);
            assertThat(sent.get()).isLessThan(bytes.length / 2);

            reader.countDown();

            assertThat(rest(socket)).startsWith("HTTP/1.1 200").endsWith(BodySums.text(bytes));
            sending.get(60, TimeUnit.SECONDS);
        }
    }

    private static void send(Socket socket, byte[] bytes, AtomicInteger sent) {
        try {
            for (int at = 0; at < bytes.length; at = sent.addAndGet(Math.min(64 << 10, bytes.length - at))) {
                socket.getOutputStream().write(bytes, at, Math.min(64 << 10, bytes.length - at));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void read_readerThatWaitsLongerThanPatience_isNotTheClientsFault() throws Exception {
        var answer = hasty.client()
                .sendAsync(hasty.request("POST", "/waits", BodyPublishers.ofString("abc")), BodyHandlers.ofString());
        CountDownLatch reader = take(readers);
        Thread.sleep(1200);

        reader.countDown();

        assertThat(answer.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }

    @Test
    void read_clientThatWaitsToGoOn_isLet() throws Exception {
        try (Socket socket = serving.connect()) {
            write(socket, POST + "Content-Length: 3\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n");

            assertThat(line(socket)).isEqualTo("HTTP/1.1 100 Continue");
            write(socket, "abc");
            assertThat(rest(socket)).contains("HTTP/1.1 200", BodySums.text("abc".getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void read_clientThatWaitsInVain_isToldWithoutItsBody() throws Exception {
        try (Socket socket = serving.connect()) {
            write(socket, "POST /small HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\nExpect: 100-continue\r\n\r\n");

            assertThat(line(socket)).startsWith("HTTP/1.1 413");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/small", "/refuses"})
    void answer_beforeTheBodyIsThere_reachesAClientThatStillSends(String path) throws Exception {
        try (Socket socket = serving.connect()) {
            write(socket, "POST " + path + " HTTP/1.1\r\nHost: a\r\nContent-Length: 3000000\r\n\r\n");
            socket.getOutputStream().write(new byte[2_999_999]);
            assertThat(line(socket)).startsWith(path.equals("/small") ? "HTTP/1.1 413" : "HTTP/1.1 200");
            socket.getOutputStream().write(0);

            assertThat(rest(socket)).containsIgnoringCase("connection: close");
        }
    }

    @Test
    void answer_bodyThatIsThereUnread_leavesTheConnectionOpen() throws Exception {
        try (Socket socket = serving.connect()) {
            String one = "POST /refuses HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n";
            write(socket, one + "\r\nabc" + one + "Connection: close\r\n\r\nabc");

            assertThat(rest(socket).split("HTTP/1.1 200", -1)).hasSize(3);
        }
    }

    @Test
    void read_moreThanTheLimitInChunks_isTooLarge() throws Exception {
        var answer =
                serving.send("POST", "/small", BodyPublishers.fromPublisher(BodyPublishers.ofString("12345678901")));

        assertProblem(answer.statusCode(), answer.body(), 413, "body-too-large");
    }

    @Test
    void read_asMuchAsTheLimit_isRead() throws Exception {
        assertThat(serving.post("/small", "1234567890").body()).isEqualTo("10 bytes");
    }

    @Test
    void read_brokenChunks_isABadRequest() throws Exception {
        try (Socket socket = serving.connect()) {
            write(socket, POST + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nzz\r\n");

            assertThat(line(socket)).startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void read_clientThatLeaves_ends() throws Exception {
        failures.clear();
        reading.clear();
        try (Socket socket = serving.connect()) {
            write(socket, "POST /waits HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
            take(readers).countDown(); // a request that nobody has begun to answer may leave no trace
            var _ = take(reading); // else it would be called off while it waits for its turn
        }

        assertThat(take(failures).code().code()).isIn("client-gone", "shutting-down");
    }

    @Test
    void body_endpointThatTakesNone_isAFault() throws Exception {
        assertThat(serving.get("/deaf").statusCode()).isEqualTo(500);
    }

    private static void assertProblem(int status, String body, int expected, String code) {
        assertThat(status).isEqualTo(expected);
        assertThat(new JsonObject(body).getString("code")).isEqualTo(code);
    }

    private static <T> T take(BlockingQueue<T> queue) throws InterruptedException {
        T taken = queue.poll(60, TimeUnit.SECONDS);
        assertThat(taken).as("waited in vain").isNotNull();
        return taken;
    }
}

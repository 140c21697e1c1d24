package dev.vignette.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.Waiting;
import dev.vignette.error.VignetteException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Answers that go on for as long as there is something to tell.
@Timeout(180)
final class LiveBodyTest {
    private final LinkedBlockingQueue<String> news = new LinkedBlockingQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicInteger sent = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final RoutedServer server =
            new RoutedServer(Map.of("/news", live(this::tell), "/much", live(this::tellMuch)), threads);

    @AfterEach
    void stop() {
        threads.shutdownNow();
        server.close();
    }

    private static Endpoint live(Body.Telling telling) {
        return _ -> CompletableFuture.completedFuture(
                new Answer(200, Headers.of(Map.of("Content-Type", "text/plain")), new Body.Live(telling)));
    }

    /// Tells what is new until there is an empty one.
    private void tell(Body.Listener client) throws InterruptedException {
        try {
            for (String text = news.take(); !text.isEmpty(); text = news.take()) {
                client.send(text.getBytes(StandardCharsets.UTF_8));
            }
        } finally {
            ended.countDown();
        }
    }

    /// Without end, as fast as the client lets it.
    private void tellMuch(Body.Listener client) throws InterruptedException {
        try {
            while (true) {
                client.send(new byte[64 << 10]);
                sent.incrementAndGet();
            }
        } catch (VignetteException e) {
            assertThat(e.code().code()).isEqualTo("client-gone");
        } finally {
            ended.countDown();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
    void live_news_comesWhenItIsTold(HttpClient.Version version) throws IOException {
        news.add("one\n");
        var response = server.send(version, "GET", "/news", BodyHandlers.ofInputStream());
        try (var lines = response.body()) {
            assertThat(new String(lines.readNBytes(4), StandardCharsets.UTF_8)).isEqualTo("one\n");
            news.add("two\n");
            assertThat(new String(lines.readNBytes(4), StandardCharsets.UTF_8)).isEqualTo("two\n");
            news.add("");
            assertThat(lines.read()).isEqualTo(-1);
        }
        assertThat(response.headers().firstValue("Content-Length")).isEmpty();
    }

    @Test
    void live_head_isNotTold() {
        assertThat(server.send(HttpClient.Version.HTTP_1_1, "HEAD", "/news", BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void live_clientThatLeaves_interruptsWhoTells() throws IOException {
        try (var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), server.port())) {
            ask(socket, "/news");
            news.add("one\n");
            assertThat(socket.getInputStream().readNBytes(15))
                    .startsWith("HTTP/1.1 200 OK".getBytes(StandardCharsets.US_ASCII));
        }

        Waiting.await(ended);
    }

    @Test
    void live_clientThatReadsNothing_holdsUpWhoTells() throws IOException {
        try (var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), server.port())) {
            ask(socket, "/much");
            Waiting.until(() -> sent.get() > 0);
            int before;
            do { // until the buffers on the way are full
                before = sent.get();
                Waiting.pause(Duration.ofSeconds(1));
            } while (sent.get() > before);

            assertThat((long) sent.get() << 16).isLessThan(256L << 20);
        }

        Waiting.await(ended);
    }

    private static void ask(Socket socket, String path) throws IOException {
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    }
}

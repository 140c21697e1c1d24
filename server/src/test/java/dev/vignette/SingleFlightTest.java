package dev.vignette;

import static dev.vignette.TestServer.cacheStatus;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.cache.Purge;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Clients that ask for the same, and some that do not wait for it.
@Timeout(120)
final class SingleFlightTest {
    @Test
    void get_firstClientLeaves_secondGetsItsThumbnail() throws Exception {
        var asked = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        try (var server = new TestServer()) {
            hold(server, asked, release);
            String target = server.thumb("/a.jpg", "w=10");
            try (var first = server.ask(target)) {
                Waiting.await(asked);
                var second = server.sendAsync("GET", target);
                Waiting.until(() -> server.wiring.cache().waiting() == 2);
                leave(first);
                Waiting.until(() -> server.wiring.cache().waiting() == 1);
                release.countDown();

                assertThat(second.join().statusCode()).isEqualTo(200);
                assertThat(cacheStatus(second.join()))
                        .isEqualTo("Vignette; fwd=uri-miss; stored; collapsed; ttl=86400");
                assertThat(server.origin.requests("/a.jpg")).isEqualTo(1);
            }
        }
    }

    @Test
    void info_firstClientLeaves_secondGetsTheOneAnswer() throws Exception {
        var asked = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        try (var server = new TestServer()) {
            hold(server, asked, release);
            String target = "/info?" + server.origin.parameter("/a.jpg");
            try (var first = server.ask(target)) {
                Waiting.await(asked);
                var second = server.sendAsync("GET", target);
                Waiting.until(() -> server.wiring.infoHandler().waiting() == 2);
                assertThat(server.wiring.transformer.admitted()).isEqualTo(1);
                leave(first);
                Waiting.until(() -> server.wiring.infoHandler().waiting() == 1);
                release.countDown();

                assertThat(second.join().statusCode()).isEqualTo(200);
                assertThat(new String(second.join().body(), StandardCharsets.UTF_8))
                        .contains("\"width\":20");
            }
        }
    }

    @Test
    void info_otherQuestionsAndPurgedOnes_areNotShared() throws Exception {
        var asked = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        try (var server = new TestServer()) {
            hold(server, asked, release);
            String target = "/info?" + server.origin.parameter("/a.jpg");
            var first = server.sendAsync("GET", target);
            var other = server.sendAsync("GET", target + "&gps=true");
            Waiting.await(asked);
            Waiting.until(() -> server.wiring.transformer.admitted() == 2);
            server.wiring.infoHandler().purge(new Purge.All());
            var later = server.sendAsync("GET", target);
            Waiting.until(() -> server.wiring.transformer.admitted() == 3);
            release.countDown();

            for (var answer : List.of(first, other, later)) {
                assertThat(answer.join().statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void get_allClientsLeave_originIsCutOff() throws Exception {
        try (var origin = new ServerSocket(0, 10, InetAddress.ofLiteral("127.0.0.1"));
                var server = new TestServer(
                        "SOURCE_TIMEOUT", "10m", "SOURCE_FIRST_BYTE_TIMEOUT", "10m", "REQUEST_TIMEOUT", "10m")) {
            String target = "/thumb?w=10&url=http://127.0.0.1:" + origin.getLocalPort() + "/a.jpg";
            try (var first = server.ask(target);
                    var second = server.ask(target);
                    var fetch = origin.accept()) {
                fetch.setSoTimeout(Math.toIntExact(Waiting.PATIENCE.toMillis()));
                Waiting.until(() -> server.wiring.cache().waiting() == 2);
                leave(first);
                leave(second);

                while (fetch.getInputStream().read() >= 0) {} // the request, and then the end
                Waiting.until(() -> server.wiring.cache().underWay() == 0);
            }
        }
    }

    @Test
    void get_allClientsLeave_queuedWorkIsGone() throws Exception {
        try (var server = new TestServer("CODEC_MAX_WORKERS", "1", "REQUEST_TIMEOUT", "10m")) {
            server.origin.serve("/a.svg", SlowDrawing.FILE).serve("/a.jpg", Pictures.jpeg(8, 8));
            try (var _ = server.ask(server.thumb("/a.svg", SlowDrawing.OPTIONS))) {
                Waiting.until(() -> server.wiring.transformer.running() == 1);
                try (var _ = server.ask(server.thumb("/a.jpg", "w=4"))) {
                    Waiting.until(() -> server.wiring.transformer.waiting() == 1);
                }
                Waiting.until(() -> server.wiring.transformer.waiting() == 0);
                assertThat(server.wiring.transformer.running())
                        .as("the other one's work goes on")
                        .isEqualTo(1);
            }
            assertThat(cacheStatus(server.get(server.thumb("/a.jpg", "w=4"))))
                    .as("it was never made")
                    .startsWith("Vignette; fwd=uri-miss");
        }
    }

    /// Serves a picture that is asked for, and kept back until it is released.
    private static void hold(TestServer server, CountDownLatch asked, CountDownLatch release) {
        server.origin.serve("/a.jpg", exchange -> {
            asked.countDown();
            Waiting.await(release);
            TestOrigin.send(exchange, Pictures.jpeg(20, 20));
        });
    }

    private static void leave(Socket client) throws IOException {
        client.close();
    }
}

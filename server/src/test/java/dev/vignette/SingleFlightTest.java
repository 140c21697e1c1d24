package dev.vignette;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Clients that ask for the same, and some that do not wait for it.
@Timeout(60)
final class SingleFlightTest {
    @Test
    void get_firstClientLeaves_secondGetsItsThumbnail() throws Exception {
        var asked = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        try (var server = new TestServer()) {
            server.origin.serve("/a.jpg", exchange -> {
                asked.countDown();
                await(release);
                TestOrigin.send(exchange, Pictures.jpeg(20, 20));
            });
            String target = server.thumb("/a.jpg", "w=10");
            try (var first = ask(server, target)) {
                await(asked);
                var second = server.sendAsync("GET", target);
                OverloadTest.until(() -> server.wiring.cache().waiting() == 2);
                leave(first);
                OverloadTest.until(() -> server.wiring.cache().waiting() == 1);
                release.countDown();

                assertThat(second.join().statusCode()).isEqualTo(200);
                assertThat(second.join().headers().firstValue("Cache-Status").orElse(""))
                        .matches("Vignette; fwd=uri-miss; stored; collapsed; ttl=8\\d{4}");
                assertThat(server.origin.requests("/a.jpg")).isEqualTo(1);
            }
        }
    }

    @Test
    void get_allClientsLeave_originIsCutOff() throws Exception {
        try (var origin = new ServerSocket(0, 10, InetAddress.ofLiteral("127.0.0.1"));
                var server = new TestServer("SOURCE_TIMEOUT", "60s", "SOURCE_FIRST_BYTE_TIMEOUT", "60s")) {
            String target = "/thumb?w=10&url=http://127.0.0.1:" + origin.getLocalPort() + "/a.jpg";
            try (var first = ask(server, target);
                    var second = ask(server, target);
                    var fetch = origin.accept()) {
                fetch.setSoTimeout(20_000);
                OverloadTest.until(() -> server.wiring.cache().waiting() == 2);
                leave(first);
                leave(second);

                while (fetch.getInputStream().read() >= 0) {} // the request, and then the end
                OverloadTest.until(() -> server.wiring.cache().underWay() == 0);
            }
        }
    }

    @Test
    void get_allClientsLeave_queuedWorkIsGone() throws Exception {
        try (var server = new TestServer("CODEC_MAX_WORKERS", "1", "OUTPUT_AVIF_EFFORT", "6")) {
            server.origin.serve("/noise.png", Pictures.noise(400, 400)).serve("/a.jpg", Pictures.jpeg(8, 8));
            var running = server.sendAsync("GET", server.thumb("/noise.png", "w=400&f=avif&q=90"));
            OverloadTest.until(() -> server.wiring.transformer.running() == 1);
            try (var queued = ask(server, server.thumb("/a.jpg", "w=4"))) {
                OverloadTest.until(() -> server.wiring.transformer.waiting() == 1);
                leave(queued);
                OverloadTest.until(() -> server.wiring.transformer.waiting() == 0);
                assertThat(running).isNotDone();
            }
            assertThat(running.join().statusCode()).isEqualTo(200);
            assertThat(server.get(server.thumb("/a.jpg", "w=4"))
                            .headers()
                            .firstValue("Cache-Status")
                            .orElse(""))
                    .as("it was never made")
                    .startsWith("Vignette; fwd=uri-miss");
        }
    }

    /// Asks on a connection of its own.
    private static Socket ask(TestServer server, String target) throws IOException {
        var socket = server.connect();
        socket.getOutputStream()
                .write(("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static void leave(Socket client) throws IOException {
        client.close();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

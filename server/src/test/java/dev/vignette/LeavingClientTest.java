package dev.vignette;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A client that leaves takes its work along when nobody else waits for it: what waits for a codec at once, what a
/// codec is at as soon as it can be stopped.
@Timeout(120)
final class LeavingClientTest {
    private static final String WAITING = "vignette_codec_waiting";
    private static final String RUNNING = "vignette_codec_running";

    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        client.close();
    }

    @Test
    void leave_whileACodecIsAtWorkAndWorkWaits_gaugesFallToZeroAndNothingIsBroughtToItsEnd() throws Exception {
        try (var server =
                new TestServer("CODEC_MIN_WORKERS", "1", "CODEC_MAX_WORKERS", "1", "REQUEST_TIMEOUT", "10m")) {
            server.origin.serve("/a.svg", SlowDrawing.FILE).serve("/b.jpg", Pictures.jpeg(8, 8));
            for (int turn = 1; turn <= 2; turn++) {
                try (var _ = leaving(server, server.thumb("/a.svg", SlowDrawing.OPTIONS))) {
                    // In the second turn this tells that the first one's work was not brought to its end and kept.
                    Waiting.until(() -> gauge(server, RUNNING) == 1);
                    try (var _ = leaving(server, server.thumb("/b.jpg", "w=5"))) {
                        Waiting.until(() -> gauge(server, WAITING) == 1);
                    }
                    Waiting.until(() -> gauge(server, WAITING) == 0);
                    assertThat(gauge(server, RUNNING))
                            .as("the other one's work goes on")
                            .isEqualTo(1);
                }
                Waiting.until(() -> gauge(server, RUNNING) == 0);
            }
            assertThat(server.get(server.thumb("/b.jpg", "w=4")).statusCode()).isEqualTo(200);
        }
    }

    /// A client that asks, and is gone without a word when it is closed.
    private static Socket leaving(TestServer server, String target) throws IOException {
        Socket socket = server.ask(target);
        socket.setSoLinger(true, 0);
        return socket;
    }

    /// What the admin port says of itself.
    private double gauge(TestServer server, String name) {
        var metrics = URI.create("http://127.0.0.1:" + server.adminPort() + "/metrics");
        var request = HttpRequest.newBuilder(metrics).build();
        // Read to its end: the client waits for the rest of a body when it is closed.
        return client.sendAsync(request, BodyHandlers.ofString())
                .join()
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }
}

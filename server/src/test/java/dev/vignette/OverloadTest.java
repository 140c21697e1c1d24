package dev.vignette;

import static dev.vignette.ProblemAnswer.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/// One codec thread, one place in the queue before it, and clients that do not wait.
final class OverloadTest {
    private static final String SLOW = "w=400&f=avif&q=90";

    @Test
    void get_moreWorkThanThereIsRoom_isRefusedAndRecovers() throws Exception {
        try (var server = new TestServer(
                "CODEC_MAX_WORKERS", "1", "CODEC_QUEUE", "1", "REQUEST_TIMEOUT", "500ms", "OUTPUT_AVIF_EFFORT", "6")) {
            server.origin.serve("/noise.png", Pictures.noise(400, 400)).serve("/a.jpg", Pictures.jpeg(8, 8));
            assertThat(server.get(server.thumb("/a.jpg", "w=1&f=png")).statusCode())
                    .isEqualTo(200);

            var running = server.sendAsync("GET", server.thumb("/noise.png", SLOW));
            until(() -> server.wiring.transformer.running() == 1);
            var waiting = server.sendAsync("GET", server.thumb("/a.jpg", "w=2&f=png"));
            until(() -> server.wiring.transformer.waiting() == 1);
            var refused = server.get(server.thumb("/a.jpg", "w=3&f=png"));

            assertProblem(refused, 429, "queue-full");
            assertThat(refused.headers().firstValue("Retry-After")).contains("1");
            assertThat(server.get(server.thumb("/a.jpg", "w=1&f=png")).statusCode())
                    .as("a hit needs no codec thread")
                    .isEqualTo(200);
            assertProblem(server.get("/info?" + server.origin.parameter("/a.jpg")), 429, "queue-full");

            var late = waiting.join();
            assertThat(assertProblem(late, 503, "overloaded").getString("detail"))
                    .contains("waited too long");
            assertThat(late.headers().firstValue("Retry-After")).contains("1");
            assertProblem(running.join(), 503, "overloaded");

            until(() -> server.wiring.transformer.running() == 0);
            assertThat(server.get(server.thumb("/a.jpg", "w=2&f=png")).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void get_originSlowerThanTheRequest_isAnsweredInTime() throws IOException {
        try (var server = new TestServer("REQUEST_TIMEOUT", "200ms")) {
            server.origin.serve("/slow.jpg", exchange -> {
                try {
                    Thread.sleep(1000);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            assertProblem(server.get(server.thumb("/slow.jpg", "w=4")), 503, "overloaded");
        }
    }

    static void until(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 2000 && !condition.getAsBoolean(); i++) {
            Thread.sleep(5);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @Test
    void get_infoWhileAllPlacesAreTaken_isRefusedBeforeItsFetch() throws Exception {
        var release = new CountDownLatch(1);
        try (var server = new TestServer("CODEC_MAX_WORKERS", "1", "CODEC_QUEUE", "1")) {
            server.origin.serve("/a.jpg", Pictures.jpeg(8, 8)).serve("/held.jpg", exchange -> {
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            try {
                for (int width = 1; width <= 2; width++) {
                    var _ = server.sendAsync("GET", server.thumb("/held.jpg", "w=" + width));
                }
                until(() -> server.wiring.transformer.admitted() == 2);

                assertProblem(server.get("/info?" + server.origin.parameter("/a.jpg")), 429, "queue-full");
                assertThat(server.scrape()).contains("vignette_fetch_total{outcome=\"whole\"} 0.0\n");
            } finally {
                release.countDown();
            }
        }
    }
}

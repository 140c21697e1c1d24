package dev.vignette;

import static dev.vignette.ProblemAnswer.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// One codec thread, one place in the queue before it, and clients that do not wait.
@Timeout(120)
final class OverloadTest {
    @Test
    void get_moreWorkThanThereIsRoom_isRefusedAndRecovers() throws Exception {
        try (var server = new TestServer("CODEC_MAX_WORKERS", "1", "CODEC_QUEUE", "1", "REQUEST_TIMEOUT", "10m")) {
            server.origin.serve("/a.svg", SlowDrawing.FILE).serve("/a.jpg", Pictures.jpeg(8, 8));
            assertThat(server.get(server.thumb("/a.jpg", "w=1&f=png")).statusCode())
                    .isEqualTo(200);

            CompletableFuture<HttpResponse<byte[]>> waiting;
            Waiting.until(() -> server.wiring.transformer.running() == 0); // may be counted later than answered
            try (var _ = server.ask(server.thumb("/a.svg", SlowDrawing.OPTIONS))) {
                Waiting.until(() -> server.wiring.transformer.running() == 1);
                waiting = server.sendAsync("GET", server.thumb("/a.jpg", "w=2&f=png"));
                Waiting.until(() -> server.wiring.transformer.waiting() == 1);
                var refused = server.get(server.thumb("/a.jpg", "w=3&f=png"));

                assertProblem(refused, 429, "queue-full");
                assertThat(refused.headers().firstValue("Retry-After")).contains("1");
                assertThat(server.get(server.thumb("/a.jpg", "w=1&f=png")).statusCode())
                        .as("a hit needs no codec thread")
                        .isEqualTo(200);
                assertProblem(server.get("/info?" + server.origin.parameter("/a.jpg")), 429, "queue-full");
                assertThat(waiting).isNotDone();
            }

            assertThat(waiting.join().statusCode()).isEqualTo(200);
            assertThat(server.get(server.thumb("/a.jpg", "w=3&f=png")).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void get_workLongerThanTheRequestHas_isOverloadedAndGivenUp() throws Exception {
        try (var server = new TestServer("REQUEST_TIMEOUT", "5s")) {
            server.origin.serve("/a.svg", SlowDrawing.FILE);

            var late = server.get(server.thumb("/a.svg", SlowDrawing.OPTIONS));

            assertThat(assertProblem(late, 503, "overloaded").getString("detail"))
                    .contains("waited too long");
            assertThat(late.headers().firstValue("Retry-After")).contains("1");
            Waiting.until(() ->
                    server.wiring.transformer.running() + server.wiring.cache().underWay() == 0);
        }
    }

    @Test
    void get_originSlowerThanTheRequest_isAnsweredInTime() throws IOException {
        var release = new CountDownLatch(1);
        try (var server = new TestServer("REQUEST_TIMEOUT", "1s")) {
            server.origin.serve("/slow.jpg", _ -> Waiting.await(release));
            assertProblem(server.get(server.thumb("/slow.jpg", "w=4")), 503, "overloaded");
            release.countDown();
        }
    }

    @Test
    void get_infoWhileAllPlacesAreTaken_isRefusedBeforeItsFetch() throws Exception {
        var release = new CountDownLatch(1);
        try (var server = new TestServer("CODEC_MAX_WORKERS", "1", "CODEC_QUEUE", "1")) {
            server.origin.serve("/a.jpg", Pictures.jpeg(8, 8)).serve("/held.jpg", _ -> Waiting.await(release));
            try {
                for (int width = 1; width <= 2; width++) {
                    var _ = server.sendAsync("GET", server.thumb("/held.jpg", "w=" + width));
                }
                Waiting.until(() -> server.wiring.transformer.admitted() == 2);

                assertProblem(server.get("/info?" + server.origin.parameter("/a.jpg")), 429, "queue-full");
                assertThat(server.scrape()).contains("vignette_fetch_total{outcome=\"whole\"} 0.0\n");
            } finally {
                release.countDown();
            }
        }
    }
}

package dev.vignette;

import static dev.vignette.ProblemAnswer.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What is answered when a rendition is no longer fresh, and what is remembered of failures.
@Timeout(60)
final class StaleTest {
    private static final byte[] PICTURE = Pictures.jpeg(20, 20);

    @Test
    void get_staleWhileRevalidate_isAnsweredAtOnceAndRefreshedOnce() throws Exception {
        var release = new CountDownLatch(1);
        var second = new AtomicBoolean();
        try (var server = new TestServer()) {
            server.origin.serve("/a.jpg", exchange -> {
                if (second.getAndSet(true)) {
                    await(release);
                    TestOrigin.send(exchange, Pictures.jpeg(10, 10), "Cache-Control", "max-age=100");
                } else {
                    TestOrigin.send(exchange, PICTURE, "Cache-Control", "max-age=1");
                }
            });
            String target = server.thumb("/a.jpg", "w=10");
            var first = server.get(target);
            assertThat(first.headers().firstValue("Cache-Control"))
                    .contains("public, max-age=1, stale-while-revalidate=60, stale-if-error=3600");
            Thread.sleep(1100);

            for (int i = 0; i < 5; i++) {
                var stale = server.get(target);
                assertThat(stale.body()).isEqualTo(first.body());
                assertThat(status(stale)).matches("Vignette; hit; ttl=(0|-\\d); detail=memory");
            }
            release.countDown();
            OverloadTest.until(() -> status(server.get(target)).matches("Vignette; hit; ttl=\\d\\d; detail=memory"));

            assertThat(server.origin.requests("/a.jpg")).isEqualTo(2);
        }
    }

    @Test
    void get_originIsDead_isAnsweredStale() throws Exception {
        try (var server = new TestServer("CACHE_STALE_WHILE_REVALIDATE", "0s")) {
            server.origin.serve("/a.jpg", PICTURE, "Cache-Control", "max-age=1");
            String target = server.thumb("/a.jpg", "w=10");
            var fresh = server.get(target);
            assertThat(status(fresh)).isEqualTo("Vignette; fwd=uri-miss; stored; ttl=1");
            server.origin.close();
            Thread.sleep(1100);

            var stale = server.get(target);

            assertThat(stale.statusCode()).isEqualTo(200);
            assertThat(stale.body()).isEqualTo(fresh.body());
            assertThat(status(stale)).matches("Vignette; fwd=stale; ttl=(0|-\\d+); detail=stale-if-error");
            assertProblem(server.get(server.thumb("/a.jpg", "w=11")), 502, "source-failed");
        }
    }

    @Test
    void get_failures_areRememberedButNotByClients() throws Exception {
        try (var server = new TestServer("CACHE_OUTAGES", "60s")) {
            server.origin.serve("/broken.jpg", exchange -> exchange.sendResponseHeaders(500, -1));
            for (int i = 0; i < 3; i++) {
                assertProblem(server.get(server.thumb("/missing.jpg", "w=10")), 404, "source-not-found");
                assertProblem(server.get(server.thumb("/broken.jpg", "w=10")), 502, "source-failed");
            }
            assertThat(server.origin.requests("/missing.jpg")).isEqualTo(1);
            assertThat(server.origin.requests("/broken.jpg")).isEqualTo(1);
        }
    }

    private static String status(HttpResponse<?> response) {
        return response.headers().firstValue("Cache-Status").orElse("");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

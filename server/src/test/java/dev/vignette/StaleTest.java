package dev.vignette;

import static dev.vignette.ProblemAnswer.assertProblem;
import static dev.vignette.TestServer.cacheStatus;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is answered when a rendition is no longer fresh, and what is remembered of failures.
@Timeout(120)
final class StaleTest {
    private static final byte[] PICTURE = Pictures.jpeg(20, 20);

    @Test
    void get_staleWhileRevalidate_isAnsweredAtOnceAndRefreshedOnce() throws Exception {
        var release = new CountDownLatch(1);
        var second = new AtomicBoolean();
        try (var server = new TestServer()) {
            server.origin.serve("/a.jpg", exchange -> {
                if (second.getAndSet(true)) {
                    Waiting.await(release);
                    TestOrigin.send(exchange, Pictures.jpeg(10, 10), "Cache-Control", "max-age=100");
                } else {
                    TestOrigin.send(exchange, PICTURE, "Cache-Control", "max-age=10");
                }
            });
            String target = server.thumb("/a.jpg", "w=10");
            var first = server.get(target);
            assertThat(first.headers().firstValue("Cache-Control"))
                    .contains("public, max-age=10, stale-while-revalidate=60, stale-if-error=3600");
            server.clock.advance(Duration.ofSeconds(11));

            for (int i = 0; i < 5; i++) {
                var stale = server.get(target);
                assertThat(stale.body()).isEqualTo(first.body());
                assertThat(cacheStatus(stale)).isEqualTo("Vignette; hit; ttl=-1; detail=memory");
            }
            release.countDown();
            Waiting.until(() -> cacheStatus(server.get(target)).equals("Vignette; hit; ttl=100; detail=memory"));

            assertThat(server.origin.requests("/a.jpg")).isEqualTo(2);
        }
    }

    @Test
    void get_originIsDead_isAnsweredStale() throws Exception {
        try (var server = new TestServer("CACHE_STALE_WHILE_REVALIDATE", "0s")) {
            server.origin.serve("/a.jpg", PICTURE, "Cache-Control", "max-age=10");
            String target = server.thumb("/a.jpg", "w=10");
            var fresh = server.get(target);
            assertThat(cacheStatus(fresh)).isEqualTo("Vignette; fwd=uri-miss; stored; ttl=10");
            server.origin.close();
            server.clock.advance(Duration.ofSeconds(11));

            var stale = server.get(target);

            assertThat(stale.statusCode()).isEqualTo(200);
            assertThat(stale.body()).isEqualTo(fresh.body());
            assertThat(cacheStatus(stale)).isEqualTo("Vignette; fwd=stale; ttl=-1; detail=stale-if-error");
            assertProblem(server.get(server.thumb("/a.jpg", "w=11")), 502, "source-failed");
        }
    }

    @ParameterizedTest
    @CsvSource({"404, 404, source-not-found", "403, 502, source-refused", "451, 502, source-refused"})
    void get_originRefusesSinceThen_isNotAnsweredStale(int origin, int status, String code) throws Exception {
        try (var server = new TestServer("CACHE_STALE_WHILE_REVALIDATE", "0s")) {
            server.origin.serve("/a.jpg", PICTURE, "Cache-Control", "max-age=10");
            String target = server.thumb("/a.jpg", "w=10");
            assertThat(server.get(target).statusCode()).isEqualTo(200);
            server.origin.serve("/a.jpg", exchange -> exchange.sendResponseHeaders(origin, -1));
            server.clock.advance(Duration.ofSeconds(11));

            assertProblem(server.get(target), status, code);
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
}

package dev.vignette;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What is fetched and rendered again, and what is not.
final class CachingTest {
    private static final byte[] PICTURE = Pictures.jpeg(20, 20);

    @Test
    void get_otherSpellingsOfOneThumbnail_fetchOnce() throws IOException {
        try (var server = new TestServer("PRESET_SMALL", "w=10&h=10")) {
            server.origin.serve("/a.jpg", PICTURE);
            for (String query :
                    List.of("w=10&h=10", "h=10&w=10", "w=5&h=5&dpr=2", "preset=small", "w=10&h=10&fit=inside")) {
                assertThat(server.get(server.thumb("/a.jpg", query)).statusCode())
                        .isEqualTo(200);
            }
            server.get(server.thumb("/a.jpg", "w=10&h=10&download=x&exp=9999999999"));
            server.head(server.thumb("/a.jpg", "w=10&h=10"));

            assertThat(server.origin.requests("/a.jpg")).isEqualTo(1);
            server.get(server.thumb("/a.jpg", "w=10&h=11"));
            assertThat(server.origin.requests("/a.jpg")).isEqualTo(2);
        }
    }

    @Test
    void get_manyAtOnce_shareOneFetch() throws Exception {
        var release = new CountDownLatch(1);
        try (var server = new TestServer()) {
            server.origin.serve("/a.jpg", exchange -> {
                Waiting.await(release);
                TestOrigin.send(exchange, PICTURE);
            });
            String target = server.thumb("/a.jpg", "w=10");
            List<CompletableFuture<HttpResponse<byte[]>>> answers = IntStream.range(0, 40)
                    .mapToObj(_ -> server.sendAsync("GET", target))
                    .toList();
            Waiting.until(() -> server.wiring.cache().waiting() == 40);
            release.countDown();

            var tags = answers.stream()
                    .map(CompletableFuture::join)
                    .peek(answer -> assertThat(answer.statusCode()).isEqualTo(200))
                    .map(answer -> answer.headers().firstValue("ETag").orElse(""))
                    .distinct();

            assertThat(tags).hasSize(1);
            assertThat(server.origin.requests("/a.jpg")).isEqualTo(1);
        }
    }

    @Test
    void get_failureNotRemembered_isTriedAgain() throws IOException {
        try (var server = new TestServer("CACHE_OUTAGES", "0s")) {
            var calls = new AtomicInteger();
            server.origin.serve("/a.jpg", exchange -> {
                if (calls.incrementAndGet() == 1) {
                    exchange.sendResponseHeaders(503, -1);
                } else {
                    TestOrigin.send(exchange, PICTURE);
                }
            });
            String target = server.thumb("/a.jpg", "w=10");

            assertThat(server.get(target).statusCode()).isEqualTo(502);
            assertThat(server.get(target).statusCode()).isEqualTo(200);
            assertThat(server.get(target).statusCode()).isEqualTo(200);
            assertThat(calls).hasValue(2);
        }
    }

    @Test
    void get_switchedOff_fetchesEachTime() throws IOException {
        try (var server = new TestServer("CACHE_ENABLED", "false")) {
            server.origin.serve("/a.jpg", PICTURE);
            for (int i = 0; i < 3; i++) {
                assertThat(server.get(server.thumb("/a.jpg", "w=10")).statusCode())
                        .isEqualTo(200);
            }
            assertThat(server.origin.requests("/a.jpg")).isEqualTo(3);
        }
    }

    @Test
    void get_lifetimeOver_fetchesAgain() throws Exception {
        try (var server = new TestServer("CACHE_STALE_WHILE_REVALIDATE", "0s")) {
            server.origin
                    .serve("/brief.jpg", PICTURE, "Cache-Control", "max-age=60")
                    .serve("/never.jpg", PICTURE, "Cache-Control", "no-store");
            for (int i = 0; i < 2; i++) {
                server.get(server.thumb("/brief.jpg", "w=10"));
                server.get(server.thumb("/never.jpg", "w=10"));
            }
            assertThat(server.origin.requests("/brief.jpg")).isEqualTo(1);
            assertThat(server.origin.requests("/never.jpg")).isEqualTo(2);

            server.clock.advance(Duration.ofSeconds(60));
            server.get(server.thumb("/brief.jpg", "w=10"));

            assertThat(server.origin.requests("/brief.jpg")).isEqualTo(2);
        }
    }

    @Test
    void get_noRoom_keepsNothing() throws IOException {
        try (var server = new TestServer("CACHE_MEMORY", "0")) {
            server.origin.serve("/a.jpg", PICTURE);
            for (int i = 0; i < 3; i++) {
                assertThat(server.get(server.thumb("/a.jpg", "w=10")).statusCode())
                        .isEqualTo(200);
            }
            assertThat(server.origin.requests("/a.jpg")).isGreaterThan(1);
        }
    }
}

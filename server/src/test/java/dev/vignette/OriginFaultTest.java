package dev.vignette;

import static dev.vignette.ProblemAnswer.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Origins that do not behave, and what everybody else notices of it: nothing.
@Timeout(120)
final class OriginFaultTest {
    private static final byte[] PHOTO = Pictures.jpeg(90, 60);

    @Test
    void get_originsThatDrip_othersAreServedMeanwhile() throws Exception {
        var enough = new CountDownLatch(1);
        var closed = new AtomicInteger();
        try (var server = new TestServer("SOURCE_TIMEOUT", "10m", "REQUEST_TIMEOUT", "10m")) {
            for (int n = 0; n < 20; n++) {
                server.origin.serve("/drip" + n + ".jpg", exchange -> drip(exchange, enough, closed));
            }
            server.origin.serve("/a.jpg", PHOTO);
            var dripping = IntStream.range(0, 20)
                    .mapToObj(n -> server.sendAsync("GET", server.thumb("/drip" + n + ".jpg", "w=10")))
                    .toList();
            Waiting.until(
                    () -> IntStream.range(0, 20).allMatch(n -> server.origin.requests("/drip" + n + ".jpg") == 1));

            for (int width = 1; width <= 20; width++) {
                assertThumbnail(server.get(server.thumb("/a.jpg", "w=" + width)), width);
            }
            assertThat(dripping).as("still dripping").noneMatch(CompletableFuture::isDone);

            enough.countDown();
            for (var answer : dripping) {
                assertProblem(answer.join(), 502, "source-failed");
            }
        }
    }

    @Test
    void get_originThatDrips_isATimeoutAndIsHungUpOn() throws Exception {
        var closed = new AtomicInteger();
        try (var server = new TestServer("SOURCE_TIMEOUT", "2s", "REQUEST_TIMEOUT", "10m")) {
            server.origin.serve("/drip.jpg", exchange -> drip(exchange, new CountDownLatch(1), closed));

            assertProblem(server.get(server.thumb("/drip.jpg", "w=10")), 504, "source-timeout");

            Waiting.until(() -> closed.get() == server.origin.requests("/drip.jpg"));
        }
    }

    @Test
    void get_originThatNeverEnds_isTooLargeAndIsHungUpOn() throws Exception {
        var ended = new CountDownLatch(1);
        try (var server = new TestServer("SOURCE_MAX_BYTES", "1MiB")) {
            server.origin
                    .serve("/endless.jpg", exchange -> pour(exchange, ended))
                    .serve("/a.jpg", PHOTO);

            assertProblem(server.get(server.thumb("/endless.jpg", "w=10")), 413, "source-too-large");

            Waiting.await(ended);
            assertThumbnail(server.get(server.thumb("/a.jpg", "w=10")), 10);
        }
    }

    @Test
    void get_originThatClosesEarly_isASourceFaultAndHalfAPictureIsNotKept() throws Exception {
        var half = Arrays.copyOf(PHOTO, PHOTO.length / 2);
        try (var server = new TestServer("CODEC_LENIENT", "true")) {
            server.origin
                    .serve("/length.jpg", exchange -> cut(exchange, half, PHOTO.length))
                    .serve("/nothing.jpg", exchange -> cut(exchange, new byte[0], PHOTO.length));

            assertProblem(server.get(server.thumb("/length.jpg", "w=10")), 502, "source-failed");
            assertProblem(server.get(server.thumb("/nothing.jpg", "w=10")), 502, "source-failed");

            server.origin.serve("/length.jpg", PHOTO);
            server.clock.advance(Duration.ofMinutes(10)); // the failure is forgotten
            assertThumbnail(server.get(server.thumb("/length.jpg", "w=90")), 90);
        }
    }

    @Test
    void get_manySlowOrigins_hitsAndOtherOriginsAreServedMeanwhile() throws Exception {
        int slow = 200;
        try (var server = new TestServer(
                        "SOURCE_FIRST_BYTE_TIMEOUT", "10m", "SOURCE_TIMEOUT", "10m", "REQUEST_TIMEOUT", "10m");
                var origins = new SilentOrigins()) {
            server.origin.serve("/a.jpg", PHOTO);
            String hit = server.thumb("/a.jpg", "w=50");
            assertThumbnail(server.get(hit), 50);

            List<CompletableFuture<HttpResponse<byte[]>>> pending = new ArrayList<>();
            for (int n = 0; n < slow; n++) {
                pending.add(server.sendAsync("GET", "/thumb?w=10&url=" + origins.url(n)));
            }
            Waiting.until(() -> origins.connections() == slow);

            for (int n = 0; n < 500; n++) {
                assertThumbnail(server.get(hit), 50);
            }
            for (int width = 1; width <= 10; width++) {
                assertThumbnail(server.get(server.thumb("/a.jpg", "w=" + width)), width);
            }
            assertThat(pending).as("not one is answered").noneMatch(CompletableFuture::isDone);
            assertThat(server.origin.requests("/a.jpg"))
                    .as("of one hit and ten more")
                    .isLessThanOrEqualTo(11);

            origins.hangUp();
            for (var answer : pending) {
                assertProblem(answer.join(), 502, "source-failed");
            }
        }
    }

    private static void assertThumbnail(HttpResponse<byte[]> answer, int width) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Pictures.read(answer.body()).getWidth()).isEqualTo(width);
    }

    /// A few bytes a second, until it is enough or nobody listens any more.
    ///
    /// @param closed counts those that end before they are whole
    private static void drip(HttpExchange exchange, CountDownLatch enough, AtomicInteger closed) {
        try {
            OutputStream body = body(exchange, 10_000);
            do {
                body.write(PHOTO[0]);
                body.flush();
            } while (!enough.await(200, TimeUnit.MILLISECONDS));
        } catch (IOException e) {
            closed.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Ever more bytes until nobody listens any more.
    private static void pour(HttpExchange exchange, CountDownLatch ended) {
        try (OutputStream body = body(exchange, 0)) {
            body.write(PHOTO);
            while (true) {
                body.write(new byte[8192]);
            }
        } catch (IOException e) {
            ended.countDown();
        }
    }

    /// Promises more than it sends.
    private static void cut(HttpExchange exchange, byte[] part, int promised) throws IOException {
        OutputStream body = body(exchange, promised);
        body.write(part);
        body.flush();
    }

    /// @param length 0 for one that is not told
    private static OutputStream body(HttpExchange exchange, int length) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "image/jpeg");
        exchange.sendResponseHeaders(200, length);
        return exchange.getResponseBody();
    }
}

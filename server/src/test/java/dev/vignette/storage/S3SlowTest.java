package dev.vignette.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.vignette.Waiting;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/// A server that takes longer for each request than one may take.
@Timeout(180)
final class S3SlowTest {
    private static final Duration SLOW = Duration.ofMillis(1500);

    private final List<String> ranges = new CopyOnWriteArrayList<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private HttpServer server;
    private S3Bucket bucket;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        bucket = new S3Bucket(S3Process.config(
                Map.of(),
                "STORE",
                "s3",
                "BUCKET",
                "test",
                "ENDPOINT",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "PATH_STYLE",
                "true",
                "ACCESS_KEY",
                S3Process.ACCESS_KEY,
                "SECRET_KEY",
                S3Process.SECRET_KEY,
                "TIMEOUT",
                "1s"));
    }

    @AfterEach
    void stop() {
        bucket.close();
        server.stop(0);
    }

    /// Beginning an upload is quick.
    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String query = Objects.requireNonNullElse(exchange.getRequestURI().getQuery(), "");
            boolean copies = exchange.getRequestHeaders().containsKey("x-amz-copy-source");
            exchange.getRequestBody().readAllBytes();
            if (!query.startsWith("uploads")) {
                most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                Waiting.pause(SLOW);
                underWay.decrementAndGet();
            }
            ranges.addAll(exchange.getRequestHeaders().getOrDefault("x-amz-copy-source-range", List.of()));
            String root = query.startsWith("uploads") ? "InitiateMultipartUploadResult" : result(copies, query);
            byte[] body = ("<" + root + "><UploadId>1</UploadId><ETag>\"a\"</ETag></" + root + ">")
                    .getBytes(StandardCharsets.UTF_8);
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(200, head ? -1 : body.length);
            if (!head) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private static String result(boolean copies, String query) {
        if (!copies) {
            return "CompleteMultipartUploadResult";
        }
        return query.isEmpty() ? "CopyObjectResult" : "CopyPartResult";
    }

    @Test
    void head_takesTooLong_fails() {
        assertThatThrownBy(() -> bucket.head("a"))
                .asInstanceOf(InstanceOfAssertFactories.type(VignetteException.class))
                .extracting(VignetteException::code)
                .isEqualTo(ErrorCode.STORAGE_UNAVAILABLE);
    }

    @Test
    void completeUploadAndCopy_takeLong_areWaitedFor() {
        bucket.completeUpload(
                "a",
                "1",
                List.of(CompletedPart.builder().partNumber(1).eTag("a").build()));
        bucket.copy("a", "b", 512L << 20);

        assertThat(ranges).isEmpty();
    }

    @Test
    void copy_moreThanAServerCopiesInShortTime_goesPartByPart() {
        bucket.copy("a", "b", (512L << 20) + 1);

        assertThat(ranges).containsExactlyInAnyOrder("bytes=0-536870911", "bytes=536870912-536870912");
    }

    @Test
    void copy_manyParts_areCopiedAtTheSameTime() {
        bucket.copy("a", "b", 4 * (512L << 20));

        assertThat(ranges).hasSize(4);
        assertThat(most.get()).isBetween(2, 4);
    }
}

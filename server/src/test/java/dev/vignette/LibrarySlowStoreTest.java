package dev.vignette;

import static dev.vignette.ProblemAnswer.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.storage.S3ProxyProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// An S3 that takes longer than a client waits for anything else.
@Timeout(300)
final class LibrarySlowStoreTest {
    private S3ProxyProcess s3;
    private SlowRelay relay;
    private Map<String, String> environment;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        s3 = new S3ProxyProcess(Files.createDirectories(folder.resolve("s3")));
        environment = new HashMap<>(
                TestServer.environment("DATA_DIR", folder.resolve("data").toString()));
        environment.putAll(s3.freshBucket());
        String endpoint = environment.get("VIGNETTE_BLOBS_ENDPOINT");
        relay = new SlowRelay(URI.create(endpoint).getPort());
        environment.put("VIGNETTE_BLOBS_ENDPOINT", "http://127.0.0.1:" + relay.port());
    }

    @AfterEach
    void stop() throws IOException {
        relay.close();
        s3.close();
    }

    @Test
    void upload_whichTheStoreTakesLongFor_isAnswered() throws Exception {
        environment.put("VIGNETTE_IDLE_TIMEOUT", "1s");
        byte[] picture = Pictures.jpeg(80, 60);
        try (var server = new TestServer(environment)) {
            var ann = server.library("ann", List.of("editor"), List.of());
            relay.delay = Duration.ofSeconds(4);
            relay.late = line -> line.startsWith("PUT ") && line.contains("/blobs/");

            String id = ann.add(picture);

            relay.late = _ -> false;
            assertThat(ann.get("/v1/images/" + id + "/content").body()).isEqualTo(picture);
        }
    }

    @Test
    void upload_whoseStoreGoesAwayInTheMiddle_isToldAndNothingIsKept() throws Exception {
        byte[] large = TusCalls.picture(40 << 20); // three parts
        try (var server = new TestServer(environment)) {
            var ann = server.library("ann", List.of("editor"), List.of());
            ann.add(Pictures.jpeg(80, 60));
            relay.late = line -> {
                if (line.contains("partNumber=2")) {
                    throw new UncheckedIOException(new IOException("the store is gone"));
                }
                return false;
            };

            assertProblem(ann.post("/v1/images", large), 503, "storage-unavailable");

            relay.late = _ -> false;
            assertThat(LibraryTests.ids(ann, "")).hasSize(1);
            String id = ann.add(large);
            assertThat(Arrays.equals(ann.get("/v1/images/" + id + "/content").body(), large))
                    .isTrue();
        }
    }

    /// Each reads and writes all of its upload.
    @Test
    void finish_ofManyUploadsAtOnce_makesEightImagesAtATime() throws Exception {
        var making = new AtomicInteger();
        var released = new CountDownLatch(1);
        try (var server = new TestServer(environment);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var ann = new TusCalls(server.library("ann", List.of("editor"), List.of()));
            relay.late = line -> {
                if (line.startsWith("GET ") && line.contains("/blobs/")) {
                    making.incrementAndGet();
                    Waiting.await(released);
                }
                return false;
            };
            List<String> uploads =
                    IntStream.range(0, 11).mapToObj(i -> ann.begin(20_000 + i)).toList();

            uploads.forEach(upload -> {
                int length = 20_000 + uploads.indexOf(upload);
                threads.execute(() -> ann.patch(upload, 0, TusCalls.picture(length)));
            });
            Waiting.until(() -> making.get() == 8);
            Waiting.pause(Duration.ofSeconds(2)); // a ninth would come within that time
            int most = making.get();
            released.countDown();

            assertThat(most).isEqualTo(8);
            Waiting.until(() -> uploads.stream().allMatch(upload -> isMade(ann, upload)));
        }
    }

    private static boolean isMade(TusCalls ann, String upload) {
        return ann.head(upload).headers().firstValue("Content-Location").isPresent();
    }

    /// What is read anew may be gigabytes.
    @Test
    void head_thatReadsForLongerThanARequestMayTake_makesTheImage() throws Exception {
        environment.put("VIGNETTE_REQUEST_TIMEOUT", "3s");
        environment.put("VIGNETTE_AUTH_RIGHTS_TTL", "100ms");
        try (var server = new TestServer(environment)) {
            var ann = new TusCalls(server.library("ann", List.of("editor"), List.of("red")));
            var teamless = new TusCalls(server.library("ann", List.of("editor"), List.of()));
            String upload = ann.send(
                            "POST",
                            "/v1/uploads",
                            new byte[0],
                            "Upload-Length",
                            "20000",
                            "Upload-Metadata",
                            "teams cmVk")
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();
            assertProblem(teamless.patch(upload, 0, TusCalls.picture(20_000)), 403, "forbidden");
            relay.delay = Duration.ofSeconds(6);
            relay.late = line -> line.startsWith("GET ") && line.contains("/blobs/");

            var head = ann.head(upload);

            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.headers().firstValue("Content-Location")).isPresent();
        }
    }
}

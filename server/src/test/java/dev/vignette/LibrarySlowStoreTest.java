package dev.vignette;

import static dev.vignette.ProblemAnswer.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.storage.S3ProxyProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

package dev.vignette;

import static dev.vignette.LibraryClient.json;
import static dev.vignette.ProblemAnswer.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vignette.database.PostgresProcess;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the library says when what it stands on is away, and that nothing is lost by it.
@Timeout(300)
final class LibraryOutageTest {
    private static final byte[] PICTURE = Pictures.jpeg(50, 40);

    @Test
    void postgresqlRestarted_inBetween_isToldAndNothingIsLost(@TempDir Path data) throws Exception {
        try (var postgresql = new PostgresProcess()) {
            var environment = new HashMap<>(TestServer.environment("DATA_DIR", data.toString()));
            environment.putAll(postgresql.freshDatabase());
            environment.put("VIGNETTE_DATABASE_CONNECT_TIMEOUT", "500ms");
            environment.put("VIGNETTE_DATABASE_TIMEOUT", "2s");
            try (var server = new TestServer(environment)) {
                var ann = server.library("ann", List.of("editor"), List.of());
                String before = ann.add(PICTURE);

                postgresql.stop();
                assertAway(ann.get("/v1/images/" + before));
                assertAway(ann.get("/v1/images"));
                assertAway(ann.post("/v1/images", Pictures.png(9, 9)));
                postgresql.start();

                Waiting.until(() -> ann.get("/v1/images").statusCode() == 200);
                String after = ann.add(Pictures.png(9, 9));
                assertThat(json(ann.get("/v1/images")).getJsonArray("items")).hasSize(2);
                assertThat(ann.get("/v1/images/" + before + "/content").body()).isEqualTo(PICTURE);
                assertThat(ann.get("/v1/images/" + after + "/content").statusCode())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void postgresqlAwayAtTheStart_whenItComes_jobsRunWithoutARequest(@TempDir Path data) throws Exception {
        try (var postgresql = new PostgresProcess()) {
            var environment = new HashMap<>(TestServer.environment("DATA_DIR", data.toString()));
            environment.putAll(postgresql.freshDatabase());
            environment.put("VIGNETTE_DATABASE_CONNECT_TIMEOUT", "500ms");
            postgresql.stop();
            try (var server = new TestServer(environment)) {
                assertThat(server.scrape()).doesNotContain("vignette_job_waiting");

                postgresql.start();

                Waiting.until(() -> server.scrape().contains("vignette_job_waiting"));
            }
        }
    }

    private static void assertAway(HttpResponse<byte[]> answer) {
        assertProblem(answer, 503, "storage-unavailable");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void diskFull_inBetween_isToldAndNothingIsLost(@TempDir Path data) throws Exception {
        List<String> smallDisk = Mount.small(data, "16m");
        assumeTrue(Mount.isGranted(smallDisk), "this system grants no mounts");
        var command = Stream.concat(smallDisk.stream(), CommandRun.command("serve").stream())
                .toList();
        var environment = TestServer.environment(
                "DATA_DIR", data.toString(), "LIBRARY_GRACE", "1s", "LIBRARY_SWEEP_INTERVAL", "100ms");
        try (var server = new ServerProcess(environment, command);
                var http = HttpClient.newHttpClient()) {
            Path inside = server.root().resolve(Path.of("/").relativize(data));
            var ann = new LibraryClient(
                    http,
                    server.port(),
                    LibraryTokens.of(inside, Clock.systemUTC(), "ann", List.of("editor"), List.of()));
            Map<String, byte[]> kept = new LinkedHashMap<>();
            HttpResponse<byte[]> last = fill(ann, kept);

            assertProblem(last, 507, "storage-full");
            assertThat(kept).isNotEmpty();
            for (var image : kept.entrySet()) {
                assertThat(ann.get("/v1/images/" + image.getKey() + "/content").body())
                        .isEqualTo(image.getValue());
            }
            String first = kept.keySet().iterator().next();
            assertThat(ann.delete("/v1/images/" + first).statusCode()).isEqualTo(204);
            Waiting.until(() -> ann.post("/v1/images", file(77)).statusCode() == 201);
        }
    }

    /// @return the answer to the upload that there was no room for
    private static HttpResponse<byte[]> fill(LibraryClient client, Map<String, byte[]> kept) {
        for (int i = 0; i < 64; i++) {
            byte[] file = file(i);
            HttpResponse<byte[]> answer = client.post("/v1/images", file);
            if (answer.statusCode() != 201) {
                return answer;
            }
            kept.put(json(answer).getString("id"), file);
        }
        throw new AssertionError("the disk does not fill");
    }

    private static byte[] file(int seed) {
        byte[] rest = new byte[1 << 20];
        new Random(seed).nextBytes(rest);
        byte[] file = Arrays.copyOf(PICTURE, PICTURE.length + rest.length);
        System.arraycopy(rest, 0, file, PICTURE.length, rest.length);
        return file;
    }
}

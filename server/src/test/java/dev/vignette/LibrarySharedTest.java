package dev.vignette;

import static dev.vignette.ProblemAnswer.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.database.Database;
import dev.vignette.database.PostgresProcess;
import dev.vignette.database.TestDatabases;
import dev.vignette.storage.S3ProxyProcess;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Two servers, each a process of its own, over one PostgreSQL and one S3 bucket.
@Timeout(300)
final class LibrarySharedTest {
    private static final byte[] PICTURE = Pictures.jpeg(80, 60);

    @Test
    void changesOnOneServer_reachTheCachesOfTheOther(@TempDir Path folder) throws Exception {
        try (var s3 = new S3ProxyProcess(Files.createDirectories(folder.resolve("s3")))) {
            var shared = shared(s3, folder);
            try (var here = new TestServer(environment(shared, folder.resolve("here")));
                    var there = new ServerProcess(environment(shared, folder.resolve("there")));
                    var http = HttpClient.newHttpClient()) {
                var ann = here.library("ann", List.of("editor"), List.of("red"));
                var annThere = there(http, there, folder, "ann");
                var bobThere = there(http, there, folder, "bob");
                String image =
                        "/v1/images/" + ann.add("/v1/images?team=red", PICTURE).getString("id");

                // Both have it in their caches.
                assertThat(ann.get(image + "/content").body()).isEqualTo(PICTURE);
                assertThat(ann.get(image + "/thumb?w=20").statusCode()).isEqualTo(200);
                assertThat(annThere.get(image + "/content").body()).isEqualTo(PICTURE);
                assertThat(annThere.get(image + "/content", "Range", "bytes=5-9")
                                .body())
                        .hasSize(5);
                assertThat(bobThere.get(image + "/thumb?w=20").statusCode()).isEqualTo(200);
                assertThat(here.wiring.cache().memory().entries()).isEqualTo(1);

                assertThat(ann.patch(image, "{\"teams\": []}", "If-Match", "*").statusCode())
                        .isEqualTo(200);
                Waiting.until(() -> bobThere.get(image + "/thumb?w=20").statusCode() == 404);

                assertThat(annThere.delete(image).statusCode()).isEqualTo(204);
                Waiting.until(() -> ann.get(image + "/thumb?w=20").statusCode() == 404);
                Waiting.until(() -> here.wiring.cache().memory().entries() == 0);
            }
        }
    }

    /// Both keep what they read for an hour: what changes within that time changed by the news.
    @Test
    void newsOfOneServer_reachesTheOtherWithinASecond(@TempDir Path folder) throws Exception {
        try (var s3 = new S3ProxyProcess(Files.createDirectories(folder.resolve("s3")))) {
            var shared = shared(s3, folder);
            shared.put("VIGNETTE_LIBRARY_ROW_TTL", "1h");
            shared.put("VIGNETTE_AUTH_RATE_LIMIT", "0");
            try (var here = new TestServer(environment(shared, folder.resolve("here")));
                    var there = new ServerProcess(environment(shared, folder.resolve("there")));
                    var http = HttpClient.newHttpClient()) {
                var ann = here.library("ann", List.of("editor"), List.of("red"));
                var annThere = there(http, there, folder, "ann");
                var bobThere = there(http, there, folder, "bob");
                var changes = new ArrayList<Duration>();
                var deletes = new ArrayList<Duration>();
                for (int i = 0; i < 9; i++) {
                    String image = "/v1/images/"
                            + ann.add("/v1/images?team=red", PICTURE).getString("id");
                    String thumb = image + "/thumb?w=20";
                    assertThat(bobThere.get(thumb).statusCode()).isEqualTo(200);
                    assertThat(ann.patch(image, "{\"teams\": []}", "If-Match", "*")
                                    .statusCode())
                            .isEqualTo(200);
                    changes.add(untilGone(bobThere, thumb));

                    assertThat(ann.get(thumb).statusCode()).isEqualTo(200);
                    assertThat(annThere.delete(image).statusCode()).isEqualTo(204);
                    deletes.add(untilGone(ann, thumb));
                }
                assertWithinASecond(changes);
                assertWithinASecond(deletes);

                String silent =
                        "/v1/images/" + ann.add("/v1/images?team=red", PICTURE).getString("id");
                assertThat(bobThere.get(silent + "/thumb?w=20").statusCode()).isEqualTo(200);
                try (var database = Database.open(TestDatabases.config(shared), folder)) {
                    database.write(handle -> handle.execute("DELETE FROM image"));
                }
                assertThat(bobThere.get(silent + "/thumb?w=20").statusCode())
                        .as("without news it is kept")
                        .isEqualTo(200);
            }
        }
    }

    /// From the answer to who changed it until the other server knows.
    private static Duration untilGone(LibraryClient client, String target) {
        long begin = System.nanoTime();
        Waiting.until(() -> client.get(target).statusCode() == 404);
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /// All but one, for which a busy machine may have had no time.
    private static void assertWithinASecond(List<Duration> times) {
        assertThat(times.stream().sorted().toList().get(times.size() - 2))
                .as(times.toString())
                .isLessThan(Duration.ofSeconds(1));
    }

    /// Both go by one key.
    private static Map<String, String> shared(S3ProxyProcess s3, Path folder) {
        var shared = new HashMap<>(PostgresProcess.shared().freshDatabase());
        shared.putAll(s3.freshBucket());
        shared.put(
                "VIGNETTE_AUTH_SIGNING_KEY",
                folder.resolve("here/auth/signing-key.pem").toString());
        return shared;
    }

    private static LibraryClient there(HttpClient http, ServerProcess server, Path folder, String subject) {
        String token =
                LibraryTokens.of(folder.resolve("here"), Clock.systemUTC(), subject, List.of("editor"), List.of("red"));
        return new LibraryClient(http, server.port(), token);
    }

    private static Map<String, String> environment(Map<String, String> shared, Path data) {
        var environment = new HashMap<>(TestServer.environment("DATA_DIR", data.toString()));
        environment.putAll(shared);
        return environment;
    }

    @Test
    void s3Down_inBetween_isToldAndNothingIsLost(@TempDir Path folder) throws Exception {
        try (var s3 = new S3ProxyProcess(Files.createDirectories(folder.resolve("s3")))) {
            var environment = environment(s3.freshBucket(), folder.resolve("data"));
            environment.put("VIGNETTE_BLOBS_TIMEOUT", "2s");
            try (var server = new TestServer(environment)) {
                var ann = server.library("ann", List.of("editor"), List.of());
                String before = ann.add(PICTURE);
                assertThat(ann.get("/v1/images/" + before + "/content").body()).isEqualTo(PICTURE);

                s3.stop();
                assertProblem(ann.post("/v1/images", Pictures.png(9, 9)), 503, "storage-unavailable");
                assertProblem(ann.get("/v1/images/" + before + "/content"), 503, "storage-unavailable");
                assertThat(ann.get("/v1/images/" + before).statusCode()).isEqualTo(200);
                s3.start();

                Waiting.until(() -> ann.get("/v1/images/" + before + "/content").statusCode() == 200);
                assertThat(ann.get("/v1/images/" + before + "/content").body()).isEqualTo(PICTURE);
                ann.add(Pictures.png(9, 9));
            }
        }
    }
}

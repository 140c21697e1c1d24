package dev.vignette;

import static dev.vignette.LibraryClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.database.Database;
import dev.vignette.database.PostgresProcess;
import dev.vignette.database.TestDatabases;
import dev.vignette.storage.S3ProxyProcess;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Two servers, each a process of its own, over one PostgreSQL and one S3 bucket: one takes jobs, the other does them.
@Timeout(300)
final class JobSharedTest {
    private static final byte[] PICTURE = Pictures.jpeg(80, 60);

    @Test
    void jobs_doneByTheOtherServer_areSeenHereAndTheirResultsEverywhere(@TempDir Path folder) throws Exception {
        try (var s3 = new S3ProxyProcess(Files.createDirectories(folder.resolve("s3")))) {
            Map<String, String> shared = shared(s3, folder);
            try (var here = new TestServer(environment(shared, folder.resolve("here"), "false"));
                    var there = new ServerProcess(environment(shared, folder.resolve("there"), "true"));
                    var http = HttpClient.newHttpClient()) {
                var ann = here.library("ann", List.of("editor"), List.of());
                var ada = here.library("ada", List.of("admin"), List.of());
                var annThere = new LibraryClient(
                        http,
                        there.port(),
                        LibraryTokens.of(
                                folder.resolve("here"), Clock.systemUTC(), "ann", List.of("editor"), List.of()));
                annThere.get("/v2/jobs"); // which opens the library there
                String image = ann.add(PICTURE);
                JsonObject wish = new JsonObject()
                        .put("kind", "renditions")
                        .put("image", image)
                        .put("options", new JsonArray(List.of("w=20&f=png")));

                JsonObject job = JobTests.job(ann, wish);
                List<String> events = JobTests.stream(ann, JobTests.self(job) + "/events");

                assertThat(events).as("told here of what was done there").contains("event: SUCCEEDED");
                String thumb = "/v1/images/" + image + "/thumb?w=20&f=png";
                assertThat(JobTests.serverTiming(ann.get(thumb))).isEqualTo("cache;desc=stored");
                assertThat(JobTests.serverTiming(annThere.get(thumb))).isEqualTo("cache;desc=stored");
                here.origin.serve("/a.jpg", PICTURE, "Content-Type", "image/jpeg", "Cache-Control", "max-age=3600");
                assertThat(here.get(here.thumb("/a.jpg", "w=20")).statusCode()).isEqualTo(200);
                assertThat(here.wiring.cache().memory().entries()).isEqualTo(2);

                JsonObject purge = new JsonObject().put("kind", "purge").put("url", here.origin.url("/a.jpg"));
                JsonObject purged = JobTests.job(ada, purge);
                Waiting.until(() ->
                        json(ada.get(JobTests.self(purged))).getString("state").equals("SUCCEEDED"));
                Waiting.until(() -> here.wiring.cache().memory().entries() == 1);

                JsonObject ofImage = new JsonObject().put("kind", "purge").put("image", image);
                JsonObject forgotten = JobTests.job(ada, ofImage);
                Waiting.until(() -> json(ada.get(JobTests.self(forgotten)))
                        .getString("state")
                        .equals("SUCCEEDED"));
                Waiting.until(() -> here.wiring.cache().memory().entries() == 0);
                assertThat(JobTests.serverTiming(annThere.get(thumb + "&q=50"))).contains("encode");
            }
        }
    }

    @Test
    void purge_whileAServerIsDown_isMadeUpFor(@TempDir Path folder) throws Exception {
        try (var s3 = new S3ProxyProcess(Files.createDirectories(folder.resolve("s3")))) {
            Map<String, String> shared = shared(s3, folder);
            var here = new HashMap<>(environment(shared, folder.resolve("here"), "true"));
            here.put("VIGNETTE_CACHE_DISK", "100MiB");
            try (var there = new TestServer(environment(shared, folder.resolve("there"), "true"));
                    var http = HttpClient.newHttpClient()) {
                there.origin.serve("/a.jpg", PICTURE, "Content-Type", "image/jpeg", "Cache-Control", "max-age=3600");
                there.origin.serve("/b.jpg", PICTURE, "Content-Type", "image/jpeg", "Cache-Control", "max-age=3600");
                var ada = new LibraryClient(
                        http,
                        there.port(),
                        LibraryTokens.of(folder.resolve("here"), there.clock, "ada", List.of("admin"), List.of()));
                purged(ada, there.origin.url("/none.jpg"));
                fill(here, there);
                purged(ada, there.origin.url("/a.jpg"));
                assertThat(keptAtStart(here, 2)).as("the other one").isEqualTo(1);

                purged(ada, there.origin.url("/none.jpg"));
                forget(shared, folder);
                assertThat(keptAtStart(here, 3))
                        .as("of a log that does not reach back that far nothing can be trusted")
                        .isZero();
            }
        }
    }

    /// Two pictures come into the disk cache of a server, which then ends.
    private static void fill(Map<String, String> environment, TestServer origin) throws Exception {
        try (var server = new TestServer(environment)) {
            for (String picture : List.of("/a.jpg", "/b.jpg")) {
                assertThat(server.get(origin.thumb(picture, "w=20")).statusCode())
                        .isEqualTo(200);
            }
            Waiting.until(() -> server.wiring.cache().disk().entries() == 2);
        }
    }

    /// How many pictures a server keeps that begins, once it has come so far in the log.
    private static long keptAtStart(Map<String, String> environment, int seq) throws Exception {
        Path place = Path.of(environment.get("VIGNETTE_DATA_DIR")).resolve("purged");
        try (var server = new TestServer(environment)) {
            Waiting.until(() -> read(place).endsWith(" " + seq));
            return server.wiring.cache().disk().entries();
        }
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void purged(LibraryClient client, String url) {
        JsonObject job =
                JobTests.job(client, new JsonObject().put("kind", "purge").put("url", url));
        Waiting.until(
                () -> json(client.get(JobTests.self(job))).getString("state").equals("SUCCEEDED"));
    }

    /// As time does.
    private static void forget(Map<String, String> environment, Path folder) {
        try (var database = Database.open(TestDatabases.config(environment), folder)) {
            var _ = database.write(handle -> handle.execute("DELETE FROM purge_log"));
        }
    }

    /// What the servers have in common.
    private static Map<String, String> shared(S3ProxyProcess s3, Path folder) throws Exception {
        var shared = new HashMap<>(PostgresProcess.shared().freshDatabase());
        shared.putAll(s3.freshBucket());
        shared.put(
                "VIGNETTE_AUTH_SIGNING_KEY",
                folder.resolve("here/auth/signing-key.pem").toString());
        return shared;
    }

    private static Map<String, String> environment(Map<String, String> shared, Path data, String working) {
        var environment = new HashMap<>(TestServer.environment("DATA_DIR", data.toString(), "JOBS_ENABLED", working));
        environment.putAll(shared);
        return environment;
    }
}

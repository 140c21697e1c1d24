package dev.vignette;

import static dev.vignette.LibraryClient.json;
import static dev.vignette.ProblemAnswer.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.auth.Actor;
import dev.vignette.auth.RightsChanges;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Jobs whose owner lost the rights between asking and doing.
@Timeout(180)
final class JobRightsTest {
    private final Path data;
    private final Path photos;

    JobRightsTest(@TempDir Path folder) throws Exception {
        data = folder.resolve("data");
        photos = Files.createDirectories(folder.resolve("photos"));
        Files.write(photos.resolve("a.png"), Pictures.png(30, 20));
    }

    /// @param working whether it runs jobs
    private TestServer server(boolean working) throws Exception {
        var environment = new HashMap<>(TestServer.environment(
                "DATA_DIR", data.toString(),
                "AUTH_STRATEGY", "live",
                "JOBS_ENABLED", Boolean.toString(working),
                "JOBS_IMPORT_FROM", photos.toString()));
        return new TestServer(environment);
    }

    private static RightsChanges changes(TestServer server) {
        return server.wiring.library().access().rightsChanges();
    }

    private List<JsonObject> wishes(TestServer server) {
        return List.of(
                new JsonObject().put("kind", "import").put("from", photos.toString()),
                new JsonObject().put("kind", "reindex"),
                new JsonObject().put("kind", "purge").put("url", server.origin.url("/a.png")),
                new JsonObject()
                        .put("kind", "renditions")
                        .put("urls", new JsonArray(List.of(server.origin.url("/a.png"))))
                        .put("options", new JsonArray(List.of("w=10"))));
    }

    @Test
    void run_ownerWhoLostTheRole_isForbidden() throws Exception {
        var asked = new HashMap<String, String>();
        try (var server = server(false)) {
            changes(server).role(Actor.local(), "ada", "admin", true);
            var ada = server.library("ada", List.of(), List.of());
            for (JsonObject wish : wishes(server)) {
                asked.put(wish.getString("kind"), JobTests.self(JobTests.job(ada, wish)));
            }
            changes(server).role(Actor.local(), "ada", "admin", false);
            changes(server).role(Actor.local(), "bob", "admin", true);
        }

        try (var server = server(true)) {
            var bob = server.library("bob", List.of(), List.of());
            for (Map.Entry<String, String> job : asked.entrySet()) {
                Waiting.until(() -> Set.of("FAILED", "SUCCEEDED")
                        .contains(json(bob.get(job.getValue())).getString("state")));
                JsonObject ended = json(bob.get(job.getValue()));
                assertThat(ended.getString("state")).as(job.getKey()).isEqualTo("FAILED");
                assertThat(ended.getJsonObject("error").getString("code"))
                        .as(job.getKey())
                        .isEqualTo("forbidden");
            }
            assertThat(json(bob.get("/v1/images")).getJsonArray("items")).isEmpty();
            assertThat(server.origin.requests("/a.png")).isZero();
        }
    }

    @Test
    void retry_byOneWhoLostTheRole_isForbidden() throws Exception {
        try (var server = server(false)) {
            changes(server).role(Actor.local(), "ada", "admin", true);
            var ada = server.library("ada", List.of(), List.of());
            var jobs = new ArrayList<String>();
            for (JsonObject wish : wishes(server)) {
                String job = JobTests.self(JobTests.job(ada, wish));
                assertThat(send(ada, job + "/cancel").statusCode()).isEqualTo(200);
                jobs.add(job);
            }
            changes(server).role(Actor.local(), "ada", "admin", false);

            for (String job : jobs) {
                assertProblem(send(ada, job + "/retry"), 403, "forbidden");
            }
        }
    }

    private static HttpResponse<byte[]> send(LibraryClient client, String target) {
        return client.send("POST", target, BodyPublishers.noBody());
    }
}

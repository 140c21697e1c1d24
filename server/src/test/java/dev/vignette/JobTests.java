package dev.vignette;

import static dev.vignette.LibraryClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.database.Dialect;
import dev.vignette.database.TestDatabases;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;

/// What tests of jobs over HTTP begin with: a server on either database, with presets, and some who use it.
abstract class JobTests {
    static final byte[] JPEG = Pictures.jpeg(120, 80);
    static final byte[] PNG = Pictures.png(60, 90);
    static final String SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    private static final Set<String> ENDS = Set.of("SUCCEEDED", "FAILED", "CANCELLED", "FROZEN");

    final Map<String, String> environment;
    final Path photos;
    final TestServer server;
    final LibraryClient ann;
    final LibraryClient bob;
    final LibraryClient ada;

    /// Lets go of those who wait for the slow picture of the origin.
    final CountDownLatch released = new CountDownLatch(1);

    JobTests(Dialect dialect, Path data, Map<String, String> settings) throws IOException {
        photos = Files.createDirectories(data.resolve("photos"));
        environment = new HashMap<>(TestServer.environment(
                "DATA_DIR", data.resolve("data").toString(),
                "PRESET_CARD", "w=40&f=webp",
                "PRESET_HERO", "w=100&f=png",
                "LIBRARY_GRACE", "1s",
                "LIBRARY_SWEEP_INTERVAL", "100ms",
                "AUTH_RATE_LIMIT", "0",
                "SOURCE_FIRST_BYTE_TIMEOUT", "60s",
                "SOURCE_TIMEOUT", "60s",
                "JOBS_WEBHOOK_SECRET", SECRET,
                "JOBS_HEARTBEAT", "200ms",
                "JOBS_IMPORT_FROM", photos.toString()));
        environment.putAll(TestDatabases.environment(dialect, data));
        environment.putAll(settings);
        server = new TestServer(environment);
        ann = server.library("ann", List.of("editor"), List.of("red"));
        bob = server.library("bob", List.of("editor"), List.of("red", "blue"));
        ada = server.library("ada", List.of("admin"), List.of());
        server.origin.serve("/slow.jpg", exchange -> {
            Waiting.await(released);
            TestOrigin.send(exchange, JPEG, "Content-Type", "image/jpeg");
        });
    }

    @AfterEach
    void close() {
        released.countDown();
        server.close();
    }

    /// A wish for a job that does not end before it is let to.
    JsonObject slow() {
        return renditions()
                .put("urls", new JsonArray(List.of(server.origin.url("/slow.jpg"))))
                .put("options", new JsonArray(List.of("w=20")));
    }

    static HttpResponse<byte[]> post(LibraryClient client, String target, JsonObject body, String... headers) {
        String[] all = java.util.Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = "application/json";
        return client.send("POST", target, BodyPublishers.ofString(body.encode()), all);
    }

    static HttpResponse<byte[]> ask(LibraryClient client, JsonObject wish, String... headers) {
        return post(client, "/v2/jobs", wish, headers);
    }

    /// Asks for a job, and expects that it is taken.
    static JsonObject job(LibraryClient client, JsonObject wish, String... headers) {
        HttpResponse<byte[]> response = ask(client, wish, headers);
        assertThat(response.statusCode())
                .as(new String(response.body(), StandardCharsets.UTF_8))
                .isEqualTo(202);
        JsonObject job = json(response);
        assertThat(response.headers().firstValue("Location"))
                .contains(job.getJsonObject("links").getString("self"));
        return job;
    }

    static String self(JsonObject job) {
        return job.getJsonObject("links").getString("self");
    }

    /// The job when it has ended. Time passes meanwhile.
    JsonObject ended(LibraryClient client, JsonObject job) {
        var now = new AtomicReference<>(job);
        Waiting.until(() -> {
            server.clock.advance(Duration.ofSeconds(1));
            now.set(json(client.get(self(job))));
            return ENDS.contains(now.get().getString("state"));
        });
        return now.get();
    }

    /// Asks for a job, and expects that it succeeds.
    JsonObject succeeded(LibraryClient client, JsonObject wish) {
        JsonObject job = ended(client, job(client, wish));
        assertThat(job.getString("state")).as(job.encodePrettily()).isEqualTo("SUCCEEDED");
        return job;
    }

    static JsonObject renditions() {
        return new JsonObject().put("kind", "renditions");
    }

    static long progress(JsonObject job, String what) {
        return job.getJsonObject("progress").getLong(what);
    }

    static String serverTiming(HttpResponse<?> answer) {
        return answer.headers().firstValue("Server-Timing").orElse("");
    }

    /// Follows the events of a job to the end.
    static List<String> stream(LibraryClient client, String target, String... headers) {
        String[] all = java.util.Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Accept";
        all[headers.length + 1] = "text/event-stream";
        HttpResponse<byte[]> response = client.get(target, all);
        assertThat(response.statusCode())
                .as(new String(response.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
        return new String(response.body(), StandardCharsets.UTF_8).lines().toList();
    }
}

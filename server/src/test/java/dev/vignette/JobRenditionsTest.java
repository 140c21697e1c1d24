package dev.vignette;

import static dev.vignette.LibraryClient.json;
import static dev.vignette.ProblemAnswer.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.database.Dialect;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Renditions that jobs make, on both databases.
@ParameterizedClass
@EnumSource(Dialect.class)
@Timeout(300)
final class JobRenditionsTest extends JobTests {
    JobRenditionsTest(Dialect dialect, @TempDir Path data) throws Exception {
        super(dialect, data, Map.of());
    }

    private static JsonObject inOptions(JsonObject wish, String... options) {
        return wish.put("options", new JsonArray(List.of(options)));
    }

    @Test
    void renditions_ofAnImage_areKeptAndShown() {
        String image = ann.add(JPEG);

        JsonObject job = succeeded(
                ann,
                inOptions(renditions().put("image", image), "w=20&f=png", "h=30")
                        .put("presets", new JsonArray(List.of("card"))));

        JsonObject result = job.getJsonObject("result"); // of the last attempt: what one before it made is there
        assertThat(result.getInteger("made") + result.getInteger("there")).isEqualTo(3);
        for (Object link : job.getJsonObject("links").getJsonArray("results")) {
            var answer = ann.get(link.toString(), "Accept", "image/avif,image/webp,*/*");
            assertThat(answer.statusCode()).as(link.toString()).isEqualTo(200);
            assertThat(serverTiming(answer)).as(link.toString()).isEqualTo("cache;desc=stored");
        }
        assertThat(serverTiming(ann.get("/v1/images/" + image + "/thumb?preset=card")))
                .as("now it is in memory")
                .isEqualTo("cache;desc=hit");
        var made = ann.get("/v1/images/" + image + "/thumb?w=20&f=png");
        assertThat(Pictures.read(made.body()).getWidth()).isEqualTo(20);
        assertThat(made.headers().firstValue("Cache-Control")).contains("private, no-cache");
        assertThat(serverTiming(ann.get("/v1/images/" + image + "/thumb?w=21&f=png")))
                .as("one that was not made")
                .contains("encode");
    }

    @Test
    void renditions_askedForAgain_areMadeOnce() {
        String image = ann.add(JPEG);
        JsonObject wish = inOptions(renditions().put("image", image), "w=20", "w=30&f=webp");

        succeeded(ann, wish);
        JsonObject again = succeeded(ann, wish);

        assertThat(again.getJsonObject("result"))
                .isEqualTo(new JsonObject().put("made", 0).put("there", 2));
    }

    @Test
    void renditions_imageDeleted_goWithIt() {
        String image = ann.add(JPEG);
        succeeded(ann, inOptions(renditions().put("image", image), "w=20&f=png"));
        assertThat(files()).isEqualTo(2);

        assertThat(ann.delete("/v1/images/" + image).statusCode()).isEqualTo(204);

        Waiting.until(() -> {
            server.clock.advance(Duration.ofSeconds(2));
            return files() == 0;
        });
    }

    private long files() {
        try (var all = java.nio.file.Files.walk(photos.resolveSibling("data/blobs"))) {
            return all.filter(java.nio.file.Files::isRegularFile).count();
        } catch (java.io.IOException | java.io.UncheckedIOException e) {
            return -1; // one went while it was looked at
        }
    }

    @Test
    void renditions_ofAQuery_areOfWhatItFindsAndMayBeSeen() {
        var tagged = new ArrayList<String>();
        for (int i = 0; i < 23; i++) {
            tagged.add(ann.add("/v1/images?tag=trip", Pictures.png(30 + i, 40)).getString("id"));
        }
        String other = ann.add(PNG);
        String hidden = bob.add("/v1/images?tag=trip", JPEG).getString("id");
        JsonObject wish = renditions()
                .put("query", new JsonObject().put("tags", new JsonArray(List.of("trip"))))
                .put("presets", new JsonArray(List.of("card")));

        JsonObject job = succeeded(ann, wish);

        assertThat(job.getString("class")).isEqualTo("backfill");
        assertThat(progress(job, "done")).isEqualTo(23);
        assertThat(progress(job, "failed")).isZero();
        assertThat(stored(ann, tagged)).isEqualTo(23);
        assertThat(stored(ann, List.of(other))).isZero();
        assertThat(stored(bob, List.of(hidden))).isZero();
        assertThat(progress(
                        succeeded(
                                ann,
                                renditions()
                                        .put("query", new JsonObject().put("tags", new JsonArray(List.of("none"))))
                                        .put("presets", new JsonArray(List.of("card")))),
                        "done"))
                .isZero();
    }

    private static long stored(LibraryClient client, List<String> images) {
        return images.stream()
                .map(image -> client.get("/v1/images/" + image + "/thumb?preset=card"))
                .filter(answer -> serverTiming(answer).contains("stored"))
                .count();
    }

    @Test
    void renditions_ofASet_areOfAllOrRefused() {
        String one = ann.add(JPEG);
        String two = ann.add(PNG);
        String hidden = bob.add(JPEG);
        JsonObject wish = inOptions(renditions().put("images", new JsonArray(List.of(one, two))), "w=10&f=png");

        assertThat(progress(succeeded(ann, wish), "done")).isEqualTo(2);

        assertProblem(
                ask(ann, inOptions(renditions().put("images", new JsonArray(List.of(one, hidden))), "w=10")),
                404,
                "not-found");
        assertProblem(ask(ann, inOptions(renditions().put("image", hidden), "w=10")), 404, "not-found");
        var viewer = server.library("vic", List.of("viewer"), List.of("red"));
        String shared = ann.add("/v1/images?team=red", PNG).getString("id");
        assertThat(progress(succeeded(viewer, inOptions(renditions().put("image", shared), "w=12")), "done"))
                .isEqualTo(1);
    }

    @Test
    void renditions_ofImagesThatAreNoMoreWhenTheJobRuns_failAndTellWhich() {
        String one = ann.add("/v1/images?team=red", JPEG).getString("id");
        var carl = server.library("carl", List.of("viewer"), List.of("red"));
        // The line of somebody's own is held up until the image is no longer shared.
        var held = new ArrayList<JsonObject>();
        for (int i = 0; i < 4; i++) {
            held.add(job(
                    ann,
                    inOptions(
                            renditions().put("urls", new JsonArray(List.of(server.origin.url("/slow.jpg")))),
                            "w=" + (20 + i))));
        }
        Waiting.until(() -> held.stream()
                .allMatch(job -> !json(ann.get(self(job))).getString("state").equals("QUEUED")));
        JsonObject job = job(carl, inOptions(renditions().put("image", one), "w=10"));
        assertThat(ann.patch("/v1/images/" + one, "{\"teams\": []}", "If-Match", "*")
                        .statusCode())
                .isEqualTo(200);
        released.countDown();

        JsonObject end = ended(carl, job);

        assertThat(end.getString("state")).isEqualTo("FAILED");
        assertThat(end.getJsonObject("error").getString("code")).isEqualTo("not-found");
        assertThat(end.getInteger("attempts")).isEqualTo(1);
    }

    @Test
    void renditions_ofUrls_areInTheCacheThen() {
        server.origin.serve("/a.jpg", JPEG, "Content-Type", "image/jpeg", "Cache-Control", "max-age=3600");
        server.origin.serve("/broken.jpg", "no image".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        JsonObject wish = inOptions(
                renditions()
                        .put(
                                "urls",
                                new JsonArray(List.of(
                                        server.origin.url("/a.jpg"),
                                        server.origin.url("/none.jpg"),
                                        server.origin.url("/broken.jpg")))),
                "w=20&f=png");

        JsonObject job = succeeded(ann, wish);

        assertThat(progress(job, "done")).isEqualTo(3);
        assertThat(progress(job, "failed")).isEqualTo(2);
        var codes = new HashSet<String>();
        job.getJsonObject("result")
                .getJsonArray("failures")
                .forEach(failure -> codes.add(((JsonObject) failure).getString("code")));
        assertThat(codes).containsExactlyInAnyOrder("source-not-found", "unsupported-format");
        var hit = server.get(server.thumb("/a.jpg", "w=20&f=png"));
        assertThat(TestServer.cacheStatus(hit)).contains("hit");
        assertThat(server.origin.requests("/a.jpg")).isEqualTo(1);
        var viewer = server.library("vic", List.of("viewer"), List.of());
        assertProblem(ask(viewer, wish), 403, "forbidden");
    }

    @Test
    void renditions_ofABrokenSource_failAtOnce() {
        server.origin.serve("/broken.jpg", "no image".getBytes(java.nio.charset.StandardCharsets.UTF_8));

        JsonObject end = ended(
                ann,
                job(
                        ann,
                        inOptions(
                                renditions().put("urls", new JsonArray(List.of(server.origin.url("/broken.jpg")))),
                                "w=20")));

        assertThat(end.getString("state")).isEqualTo("FAILED");
        assertThat(end.getJsonObject("error").getString("code")).isEqualTo("unsupported-format");
        assertThat(end.getInteger("attempts")).isEqualTo(1);
    }

    @Test
    void renditions_sourceThatIsBackLater_areMadeByALaterAttempt() {
        server.origin.serve("/late.jpg", exchange -> {
            if (server.origin.requests("/late.jpg") < 3) {
                exchange.sendResponseHeaders(503, -1);
            } else {
                TestOrigin.send(exchange, JPEG, "Content-Type", "image/jpeg", "Cache-Control", "max-age=3600");
            }
        });

        JsonObject end = ended(
                ann,
                job(
                        ann,
                        inOptions(
                                renditions().put("urls", new JsonArray(List.of(server.origin.url("/late.jpg")))),
                                "w=20")));

        assertThat(end.getString("state")).as(end.encodePrettily()).isEqualTo("SUCCEEDED");
        assertThat(end.getInteger("attempts")).isGreaterThan(1);
        assertThat(json(ann.get(self(end) + "/events")).getJsonArray("items").stream()
                        .map(event -> Objects.toString(((JsonObject) event).getString("state"))))
                .contains("QUEUED", "STARTED", "RETRYING", "SUCCEEDED");
    }
}

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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Jobs over HTTP, on both databases: what is done with them, whatever they do.
@ParameterizedClass
@EnumSource(Dialect.class)
@Timeout(300)
final class JobApiTest extends JobTests {
    private static final String ABSENT = "/v2/jobs/0199c5a0-7c1e-7b7a-9d2e-6f3a51c0be11";

    JobApiTest(Dialect dialect, @TempDir Path data) throws Exception {
        super(dialect, data, Map.of("VIGNETTE_JOBS_MAX_OPEN", "3", "VIGNETTE_JOBS_MAX_ITEMS", "4"));
    }

    private JsonObject slow(LibraryClient client, String... headers) {
        return job(client, slow(), headers);
    }

    @Test
    void create_ofAnImage_tellsAllThatIsKnownOfIt() {
        String image = ann.add(JPEG);

        JsonObject asked = renditions().put("image", image).put("options", new JsonArray(List.of("w=20", "w=30")));
        JsonObject job = job(ann, asked);

        assertThat(job.getString("kind")).isEqualTo("renditions");
        assertThat(job.getString("state")).isEqualTo("QUEUED");
        assertThat(job.getString("class")).isEqualTo("interactive");
        assertThat(job.getString("owner")).isEqualTo("ann");
        assertThat(job.getJsonObject("request")).isEqualTo(asked);
        assertThat(job.getJsonObject("progress"))
                .isEqualTo(new JsonObject()
                        .put("step", "")
                        .put("done", 0)
                        .put("failed", 0)
                        .put("total", 2)
                        .put("unit", "renditions"));
        JsonObject end = ended(ann, job);
        assertThat(end.getString("state")).as(end.encodePrettily()).isEqualTo("SUCCEEDED");
        assertThat(progress(end, "done")).isEqualTo(2);
        assertThat(end.getString("ended")).isNotBlank();
        assertThat(end.getInteger("attempts")).isEqualTo(1);
        assertThat(end.getJsonObject("links").containsKey("cancel")).isFalse();
        assertThat(json(ann.get("/v2/jobs")).getJsonArray("items")).containsExactly(end);
    }

    @Test
    void create_whatIsWrong_isRefusedWithItsParameter() {
        String image = ann.add(JPEG);
        JsonObject good = renditions().put("image", image).put("options", new JsonArray(List.of("w=20")));

        assertRefused(new JsonObject(), "kind");
        assertRefused(new JsonObject().put("kind", "webhook"), "kind");
        assertRefused(renditions().put("options", new JsonArray(List.of("w=20"))), "image");
        assertRefused(good.copy().put("urls", new JsonArray(List.of("http://a/"))), "urls");
        assertRefused(renditions().put("image", image), "options");
        assertRefused(good.copy().put("options", new JsonArray(List.of("w=x"))), "w");
        assertRefused(good.copy().put("options", new JsonArray(List.of("colour=red"))), "colour");
        assertRefused(good.copy().put("presets", new JsonArray(List.of("none"))), "preset");
        assertRefused(good.copy().put("colour", "red"), "colour");
        assertRefused(good.copy().put("image", "x"), "image");
        assertRefused(good.copy().put("callback", "ftp://a.example/"), "callback");
        assertRefused(good.copy().put("callback", "http://user:secret@a.example/"), "url");
        var many = new ArrayList<String>();
        for (int i = 1; i <= 17; i++) {
            many.add("w=" + i);
        }
        assertRefused(good.copy().put("options", new JsonArray(many)), "options");
        JsonObject urls = renditions().put("options", new JsonArray(List.of("w=20")));
        assertRefused(
                urls.copy()
                        .put(
                                "urls",
                                new JsonArray(many.subList(0, 5).stream()
                                        .map(one -> "http://a/" + one)
                                        .toList())),
                "urls");
        assertRefused(urls.copy().put("urls", new JsonArray(List.of("local:a.jpg"))), "urls");
        assertRefused(
                urls.copy().put("query", new JsonObject().put("createdFrom", "yesterday")), "createdFrom", "query");
        assertProblem(
                ann.post(
                        "/v2/jobs",
                        "{".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        "Content-Type",
                        "application/json"),
                400,
                "bad-json");
        assertProblem(ann.post("/v2/jobs", new byte[5], "Content-Type", "image/png"), 415, "unsupported-media-type");
        assertThat(json(ann.get("/v2/jobs")).getJsonArray("items")).isEmpty();
    }

    private void assertRefused(JsonObject wish, String... parameters) {
        JsonObject problem = assertProblem(ask(ann, wish), 400, "bad-parameter");
        assertThat(problem.getString("parameter")).as(problem.encode()).isIn((Object[]) parameters);
    }

    @Test
    void create_sameKeyAgain_isOneJob() {
        JsonObject first = slow(ann, "Idempotency-Key", "k");

        JsonObject second = slow(ann, "Idempotency-Key", "k");
        assertThat(second).isEqualTo(first);
        JsonObject other = slow().put("options", new JsonArray(List.of("w=21")));
        assertProblem(ask(ann, other, "Idempotency-Key", "k"), 422, "key-reused");
        assertThat(job(bob, slow(), "Idempotency-Key", "k").getString("id")).isNotEqualTo(first.getString("id"));

        assertThat(json(ann.get("/v2/jobs")).getJsonArray("items")).hasSize(1);
    }

    @Test
    void create_sameKeyAtTheSameTime_isOneJob() {
        var answers = Stream.generate(() -> ann.sendAsync(
                        "POST",
                        "/v2/jobs",
                        java.net.http.HttpRequest.BodyPublishers.ofString(slow().encode()),
                        "Content-Type",
                        "application/json",
                        "Idempotency-Key",
                        "k"))
                .limit(6)
                .toList()
                .stream()
                .map(answer -> json(answer.join()))
                .distinct()
                .toList();

        assertThat(answers).hasSize(1);
        assertThat(json(ann.get("/v2/jobs")).getJsonArray("items")).hasSize(1);
    }

    @Test
    void create_moreThanMayBeOpen_isRefusedUntilOneHasEnded() {
        JsonObject first = slow(ann);
        slow(ann);
        slow(ann, "Idempotency-Key", "k");

        var refused = ask(ann, slow());
        assertProblem(refused, 429, "queue-full");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        slow(ann, "Idempotency-Key", "k"); // that was taken before
        slow(bob);

        assertThat(ann.post(self(first) + "/cancel", new byte[0]).statusCode()).isEqualTo(200);
        slow(ann);
    }

    @Test
    void everyOperation_onTheJobOfSomebodyElse_isAsIfThereWereNone() {
        String self = self(slow(ann));
        var nobody = server.library();

        for (String path : List.of(self, ABSENT, "/v2/jobs/x")) {
            boolean wrong = path.endsWith("x");
            for (LibraryClient client : List.of(bob, server.library("vic", List.of("viewer"), List.of()))) {
                JsonObject hidden = assertProblem(client.get(path), 404, "not-found");
                assertThat(hidden.getString("detail")).isEqualTo("There is no such job");
                assertProblem(client.get(path + "/events"), 404, "not-found");
                assertProblem(client.get(path + "/events", "Accept", "text/event-stream"), 404, "not-found");
                assertProblem(client.post(path + "/cancel", new byte[0]), 404, "not-found");
                assertProblem(client.post(path + "/retry", new byte[0]), 404, "not-found");
                assertProblem(client.delete(path), 404, "not-found");
            }
            assertProblem(nobody.get(path), 401, "unauthenticated");
            assertThat(ada.get(path).statusCode()).isEqualTo(wrong || path.equals(ABSENT) ? 404 : 200);
        }
        assertProblem(ask(nobody, slow()), 401, "unauthenticated");
        assertProblem(nobody.get("/v2/jobs"), 401, "unauthenticated");
        assertThat(json(bob.get("/v2/jobs")).getJsonArray("items")).isEmpty();
        assertThat(json(bob.get("/v2/jobs?owner=ann")).getJsonArray("items")).isEmpty();
        assertThat(json(ada.get("/v2/jobs?owner=ann")).getJsonArray("items")).hasSize(1);
        assertThat(ada.post(self + "/cancel", new byte[0]).statusCode()).isEqualTo(200);
    }

    @Test
    void list_filtersAndPages_showEachJobOnceTheNewestFirst() {
        var ids = new ArrayList<String>();
        String image = ann.add(JPEG);
        for (int i = 1; i <= 5; i++) {
            server.clock.advance(Duration.ofMillis(5));
            JsonObject wish = renditions().put("image", image).put("options", new JsonArray(List.of("w=" + i)));
            ids.addFirst(succeeded(ann, wish).getString("id"));
        }
        JsonObject open = slow(ann);

        var seen = new ArrayList<String>();
        JsonObject page = json(ann.get("/v2/jobs?state=SUCCEEDED&limit=2"));
        seen.addAll(ids(page));
        while (page.containsKey("next")) {
            page = json(ann.get("/v2/jobs?state=SUCCEEDED&limit=2&cursor=" + page.getString("next")));
            seen.addAll(ids(page));
        }

        assertThat(seen).isEqualTo(ids);
        assertThat(ids(json(ann.get("/v2/jobs?limit=1")))).containsExactly(open.getString("id"));
        assertThat(ids(json(ann.get("/v2/jobs?state=QUEUED&state=STARTED&kind=renditions"))))
                .containsExactly(open.getString("id"));
        assertThat(ids(json(ann.get("/v2/jobs?kind=purge")))).isEmpty();
        assertThat(ids(json(ann.get("/v2/jobs?createdFrom=2040-01-01T00:00:00Z"))))
                .isEmpty();
        assertThat(ids(json(ann.get("/v2/jobs?createdBefore=2040-01-01T00:00:00Z"))))
                .hasSize(6);
        assertProblem(ann.get("/v2/jobs?state=DONE"), 400, "bad-parameter");
        assertProblem(ann.get("/v2/jobs?cursor=x"), 400, "bad-parameter");
    }

    private static List<String> ids(JsonObject page) {
        return page.getJsonArray("items").stream()
                .map(item -> Objects.toString(((JsonObject) item).getString("id")))
                .toList();
    }

    @Test
    void cancelRetryDelete_goByTheState() {
        JsonObject job = slow(ann);
        Waiting.until(() -> server.origin.requests("/slow.jpg") > 0);
        assertProblem(ann.delete(self(job)), 409, "conflict");
        assertProblem(ann.post(self(job) + "/retry", new byte[0]), 409, "conflict");

        var cancelled = ann.post(self(job) + "/cancel", new byte[0]);

        assertThat(json(cancelled).getString("state")).isEqualTo("CANCELLED");
        assertThat(json(cancelled).getJsonObject("links").getString("retry")).isEqualTo(self(job) + "/retry");
        assertProblem(ann.post(self(job) + "/cancel", new byte[0]), 409, "conflict");
        released.countDown();
        var again = ann.post(self(job) + "/retry", new byte[0]);
        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(ended(ann, job).getString("state")).isEqualTo("SUCCEEDED");
        assertProblem(ann.post(self(job) + "/retry", new byte[0]), 409, "conflict");
        assertThat(ann.delete(self(job)).statusCode()).isEqualTo(204);
        assertProblem(ann.get(self(job)), 404, "not-found");
    }

    @Test
    void read_nothingNew_isNotSentAgain() {
        JsonObject end =
                succeeded(ann, renditions().put("image", ann.add(JPEG)).put("options", new JsonArray(List.of("w=20"))));
        String etag = ann.get(self(end)).headers().firstValue("ETag").orElseThrow();

        assertThat(ann.get(self(end), "If-None-Match", etag).statusCode()).isEqualTo(304);
    }
}

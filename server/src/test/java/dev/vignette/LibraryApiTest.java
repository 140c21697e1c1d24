package dev.vignette;

import static dev.vignette.LibraryClient.json;
import static dev.vignette.ProblemAnswer.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.database.Dialect;
import dev.vignette.database.TestDatabases;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// The library over HTTP, on both databases.
@ParameterizedClass
@EnumSource(Dialect.class)
@Timeout(180)
final class LibraryApiTest {
    private static final byte[] JPEG = Pictures.jpeg(120, 80);
    private static final byte[] PNG = Pictures.png(60, 90);

    private final Path data;
    private final TestServer server;
    private final LibraryClient ann;
    private final LibraryClient bob;

    LibraryApiTest(Dialect dialect, @TempDir Path data) throws Exception {
        this.data = data;
        var environment = new HashMap<>(TestServer.environment(
                "DATA_DIR", data.toString(),
                "LIBRARY_MAX_BYTES", "200000",
                "LIBRARY_QUOTA", "300000",
                "LIBRARY_GRACE", "1s",
                "LIBRARY_SWEEP_INTERVAL", "100ms"));
        environment.putAll(TestDatabases.environment(dialect, data));
        server = new TestServer(environment);
        ann = server.library("ann", List.of("editor"), List.of("red"));
        bob = server.library("bob", List.of("editor"), List.of("red", "blue"));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void upload_jpeg_isThereWithAllThatIsKnownOfIt() {
        var response = ann.post("/v1/images?title=Sea%20view&tag=sea&tag=sky&team=red", JPEG);

        JsonObject image = json(response);
        assertThat(response.statusCode()).as(image.encode()).isEqualTo(201);
        String location = "/v1/images/" + image.getString("id");
        assertThat(response.headers().firstValue("Location")).contains(location);
        assertThat(image.getString("owner")).isEqualTo("ann");
        assertThat(image.getString("title")).isEqualTo("Sea view");
        assertThat(image.getJsonArray("tags")).isEqualTo(new JsonArray(List.of("sea", "sky")));
        assertThat(image.getInteger("width")).isEqualTo(120);
        assertThat(image.getInteger("height")).isEqualTo(80);
        assertThat(image.getLong("bytes")).isEqualTo(JPEG.length);
        assertThat(json(ann.get(location))).isEqualTo(image);
        assertThat(ann.get(location + "/content").body()).isEqualTo(JPEG);
        assertThat(Pictures.read(ann.get(location + "/thumb?w=30&f=png").body()).getWidth())
                .isEqualTo(30);
        assertThat(json(ann.get(location + "/metadata")).getString("blurHash")).isNotBlank();
        assertThat(ids(ann, "")).containsExactly(image.getString("id"));
    }

    @Test
    void upload_whatIsNotTaken_isRefusedAndNothingIsKept() {
        byte[] cut = Arrays.copyOf(JPEG, 20);
        byte[] large = Arrays.copyOf(JPEG, 200_001);

        assertProblem(ann.post("/v1/images", Pictures.gif(2)), 415, "unsupported-format");
        assertProblem(ann.post("/v1/images", "no image".getBytes(StandardCharsets.UTF_8)), 415, "unsupported-format");
        assertProblem(ann.post("/v1/images", new byte[0]), 422, "broken-image");
        assertProblem(ann.post("/v1/images", cut), 422, "broken-image");
        assertProblem(ann.post("/v1/images", large), 413, "body-too-large");
        assertProblem(ann.post("/v1/images?colour=red", JPEG), 400, "bad-parameter");
        assertProblem(ann.post("/v1/images?tag=two%20words", JPEG), 400, "bad-parameter");
        assertProblem(ann.post("/v1/images?title=%00", JPEG), 400, "bad-parameter");

        assertThat(ids(ann, "")).isEmpty();
        assertThat(blobs()).isEmpty();
    }

    @Test
    void upload_moreThanTheQuota_isRefused() {
        byte[] half = Arrays.copyOf(JPEG, 160_000);
        ann.add(half);

        assertProblem(ann.post("/v1/images", half), 507, "quota-exceeded");
        bob.add(half);

        assertThat(ann.delete("/v1/images/" + ids(ann, "").getFirst()).statusCode())
                .isEqualTo(204);
        ann.add(half);
    }

    @Test
    void upload_chunkedOrWithAKey_isHeldAgainstTheQuotaToo() {
        byte[] half = Arrays.copyOf(JPEG, 160_000);
        ann.add("/v1/images", half, "Idempotency-Key", "k");

        assertProblem(ann.post("/v1/images", half, "Idempotency-Key", "k2"), 507, "quota-exceeded");
        var chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(half));
        assertProblem(ann.send("POST", "/v1/images", chunked), 507, "quota-exceeded");
        assertProblem(ann.send("POST", "/v1/images", chunked, "Idempotency-Key", "k3"), 507, "quota-exceeded");
        byte[] large = form(JPEG, Arrays.copyOf(PNG, 150_000));
        assertProblem(ann.post("/v1/images", large, "Content-Type", FORM), 507, "quota-exceeded");
        assertThat(ann.post("/v1/images", half, "Idempotency-Key", "k").statusCode())
                .as("what was kept before needs no room")
                .isEqualTo(201);

        Waiting.until(() -> blobs().size() == 1); // though no grace time passes
        assertThat(ids(ann, "")).hasSize(1);
    }

    @Test
    void upload_refusedWhenAllHasCome_leavesNothing() {
        ann.add("/v1/images", JPEG, "Idempotency-Key", "k");

        assertProblem(ann.post("/v1/images", PNG, "Idempotency-Key", "k"), 422, "key-reused");

        Waiting.until(() -> blobs().size() == 1); // though no grace time passes
    }

    @Test
    void upload_sameKeyAgain_isOneImage() {
        var first = ann.post("/v1/images?title=x", JPEG, "Idempotency-Key", "k1");
        var second = ann.post("/v1/images?title=x", JPEG, "Idempotency-Key", "k1");

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(json(second)).isEqualTo(json(first));
        assertThat(second.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
        assertProblem(ann.post("/v1/images?title=y", JPEG, "Idempotency-Key", "k1"), 422, "key-reused");
        assertProblem(ann.post("/v1/images?title=x", PNG, "Idempotency-Key", "k1"), 422, "key-reused");
        assertThat(ids(ann, "")).hasSize(1);

        bob.add("/v1/images?title=x", JPEG, "Idempotency-Key", "k1");
        assertThat(ids(bob, "owner=bob")).hasSize(1);
    }

    @Test
    void upload_sameKeyAtTheSameTime_isOneImage() {
        var asked = Stream.generate(() -> ann.sendAsync(
                        "POST",
                        "/v1/images",
                        java.net.http.HttpRequest.BodyPublishers.ofByteArray(JPEG),
                        "Idempotency-Key",
                        "k"))
                .limit(8)
                .toList();

        List<JsonObject> answers =
                asked.stream().map(answer -> json(answer.join())).distinct().toList();

        assertThat(answers).hasSize(1);
        assertThat(ids(ann, "")).containsExactly(answers.getFirst().getString("id"));
    }

    @Test
    void upload_equalContents_isStoredOnceUntilTheLastImageIsGone() {
        String one = ann.add(JPEG);
        String other = bob.add(JPEG);

        assertThat(blobs()).hasSize(1);
        assertThat(ann.delete("/v1/images/" + one).statusCode()).isEqualTo(204);
        String third = ann.add(PNG);
        assertThat(ann.delete("/v1/images/" + third).statusCode()).isEqualTo(204);
        Waiting.until(() -> {
            server.clock.advance(java.time.Duration.ofSeconds(2));
            return blobs().size() == 1;
        });
        assertThat(bob.get("/v1/images/" + other + "/content").body()).isEqualTo(JPEG);

        assertThat(bob.delete("/v1/images/" + other).statusCode()).isEqualTo(204);
        Waiting.until(() -> {
            server.clock.advance(java.time.Duration.ofSeconds(2));
            return blobs().isEmpty();
        });
        assertThat(ann.get("/v1/images/" + ann.add(JPEG) + "/content").body()).isEqualTo(JPEG);
    }

    @Test
    void change_mergePatch_changesWhatIsSaid() {
        String target =
                "/v1/images/" + ann.add("/v1/images?title=Old&tag=a", JPEG).getString("id");
        String etag = etag(target);

        assertProblem(ann.patch(target, "{\"title\": \"New\"}"), 428, "precondition-required");
        assertProblem(ann.patch(target, "{\"title\": \"New\"}", "If-Match", "\"77\""), 412, "precondition-failed");
        assertProblem(ann.patch(target, "{\"bytes\": 1}", "If-Match", etag), 400, "bad-parameter");
        assertProblem(ann.patch(target, "{", "If-Match", etag), 400, "bad-json");
        var changed = ann.patch(
                target, "{\"title\": \"New\", \"tags\": null, \"attributes\": {\"a\": \"b\"}}", "If-Match", etag);

        JsonObject image = json(changed);
        assertThat(changed.statusCode()).as(image.encode()).isEqualTo(200);
        assertThat(image.getString("title")).isEqualTo("New");
        assertThat(image.getJsonArray("tags")).isEmpty();
        assertThat(image.getJsonObject("attributes").getString("a")).isEqualTo("b");
        assertThat(changed.headers().firstValue("ETag")).contains(etag(target));
        assertThat(etag(target)).isNotEqualTo(etag);
        assertProblem(ann.patch(target, "{\"title\": \"x\"}", "If-Match", etag), 412, "precondition-failed");
        assertThat(ids(ann, "tag=a")).isEmpty();
        assertThat(ann.get(target, "If-None-Match", etag(target)).statusCode()).isEqualTo(304);
    }

    @Test
    void everyRequest_byThoseWhoMayNot_isAnsweredAsIfThereWereNothing() {
        String target = "/v1/images/" + ann.add(JPEG);
        String absent = "/v1/images/0199c5a0-7c1e-7b7a-9d2e-6f3a51c0be11";

        for (String path : List.of("", "/content", "/metadata", "/thumb?w=10")) {
            JsonObject hidden = assertProblem(bob.get(target + path), 404, "not-found");
            JsonObject gone = assertProblem(bob.get(absent + path), 404, "not-found");
            assertThat(hidden.getString("detail")).isEqualTo(gone.getString("detail"));
            assertProblem(server.library().get(target + path), 401, "unauthenticated");
            assertProblem(server.library().get(absent + path), 401, "unauthenticated");
        }
        assertProblem(bob.delete(target), 404, "not-found");
        assertProblem(bob.patch(target, "{}", "If-Match", "*"), 404, "not-found");
        assertProblem(server.library().post("/v1/images", JPEG), 401, "unauthenticated");
        assertProblem(server.library().get("/v1/images"), 401, "unauthenticated");
        var viewer = server.library("vic", List.of("viewer"), List.of());
        assertProblem(viewer.post("/v1/images", JPEG), 403, "forbidden");
        assertThat(ids(bob, "")).isEmpty();
        assertThat(ids(viewer, "")).isEmpty();
    }

    @Test
    void share_withATeam_isSeenByItsMembers() {
        String target = "/v1/images/" + ann.add(JPEG);
        assertThat(bob.get(target).statusCode()).isEqualTo(404);
        assertProblem(ann.patch(target, "{\"teams\": [\"blue\"]}", "If-Match", "*"), 403, "forbidden");

        assertThat(ann.patch(target, "{\"teams\": [\"red\"]}", "If-Match", "*").statusCode())
                .isEqualTo(200);

        assertThat(bob.get(target).statusCode()).isEqualTo(200);
        assertThat(bob.get(target + "/thumb?w=10").statusCode()).isEqualTo(200);
        assertThat(ids(bob, "team=red")).hasSize(1);

        assertThat(ann.patch(target, "{\"teams\": null}", "If-Match", "*").statusCode())
                .isEqualTo(200);

        assertThat(bob.get(target + "/thumb?w=10").statusCode()).isEqualTo(404);
        assertThat(ids(bob, "")).isEmpty();
    }

    @Test
    void list_pages_showEveryImageOnceInOrder() {
        var added = new ArrayList<String>();
        for (int i = 0; i < 7; i++) {
            server.clock.advance(java.time.Duration.ofMillis(5));
            added.addFirst(ann.add(Pictures.png(10 + i, 10)));
        }

        var seen = new ArrayList<String>();
        JsonObject page = json(ann.get("/v1/images?limit=3"));
        seen.addAll(ids(page));
        while (page.containsKey("next")) {
            page = json(ann.get("/v1/images?limit=3&cursor=" + page.getString("next")));
            seen.addAll(ids(page));
        }

        assertThat(seen).isEqualTo(added);
        assertThat(ids(ann, "sort=created")).isEqualTo(added.reversed());
        assertThat(ids(ann, "format=jpeg")).isEmpty();
        assertProblem(ann.get("/v1/images?cursor=x"), 400, "bad-parameter");
        assertProblem(ann.get("/v1/images?limit=0"), 400, "bad-parameter");
    }

    @Test
    void thumb_ofALibraryImage_isForOneClientAndGoesWithTheImage() {
        String target = "/v1/images/" + ann.add(JPEG);
        var thumb = ann.get(target + "/thumb?w=20&f=webp");
        var again = ann.get(target + "/thumb?w=20&f=webp");

        assertThat(thumb.headers().firstValue("Cache-Control")).contains("private, no-cache");
        assertThat(thumb.headers().firstValue("Content-Type")).contains("image/webp");
        assertThat(TestServer.cacheStatus(again)).contains("hit");
        String etag = thumb.headers().firstValue("ETag").orElseThrow();
        assertThat(ann.get(target + "/thumb?w=20&f=webp", "If-None-Match", etag).statusCode())
                .isEqualTo(304);
        assertProblem(ann.get(target + "/thumb?w=x"), 400, "bad-parameter");
        assertProblem(ann.get(target + "/thumb?url=http://x/"), 400, "bad-parameter");

        assertThat(ann.delete(target).statusCode()).isEqualTo(204);

        assertProblem(ann.get(target + "/thumb?w=20&f=webp"), 404, "not-found");
        assertThat(server.wiring.cache().memory().entries()).isZero();
    }

    @Test
    void content_ranges_areThoseOfTheFile() {
        String target = "/v1/images/" + ann.add(JPEG) + "/content";

        var part = ann.get(target, "Range", "bytes=10-19");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(JPEG, 10, 20));
        assertThat(part.headers().firstValue("Content-Range")).contains("bytes 10-19/" + JPEG.length);
        assertProblem(ann.get(target, "Range", "bytes=" + JPEG.length + "-"), 416, "range-not-satisfiable");
        var whole = ann.get(target);
        assertThat(whole.headers().firstValue("Cache-Control").orElse("")).contains("private");
        assertThat(whole.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("sandbox");
        assertThat(ann.get(
                                target,
                                "If-None-Match",
                                whole.headers().firstValue("ETag").orElseThrow())
                        .statusCode())
                .isEqualTo(304);
    }

    @Test
    void uploadV2_anyFormat_isConvertedAndAnswersWithLinks() {
        JsonObject kept = ann.add("/v2/images", Pictures.gif(3));
        JsonObject converted = ann.add("/v2/images?format=webp&quality=50&width=30", Pictures.noise(90, 60));
        JsonObject cut = ann.add("/v2/images?crop=smart&width=40&height=40&format=avif", Pictures.png(90, 60));

        assertThat(kept.getString("format")).isEqualTo("gif");
        assertThat(kept.getInteger("frames")).isEqualTo(3);
        assertThat(converted.getString("format")).isEqualTo("webp");
        assertThat(converted.getInteger("width")).isEqualTo(30);
        assertThat(cut.getInteger("width")).isEqualTo(40);
        assertThat(cut.getInteger("height")).isEqualTo(40);
        for (JsonObject image : List.of(kept, converted, cut)) {
            JsonObject links = image.getJsonObject("links");
            var targets = new ArrayList<>(links.getJsonObject("renditions").stream()
                    .map(link -> link.getValue().toString())
                    .toList());
            targets.addAll(List.of(links.getString("self"), links.getString("content"), links.getString("metadata")));
            for (String target : targets) {
                assertThat(ann.get(target).statusCode()).as(target).isEqualTo(200);
            }
        }
        assertProblem(ann.post("/v2/images?crop=smart", PNG), 400, "bad-parameter");
        assertProblem(ann.post("/v2/images?quality=29", PNG), 400, "bad-parameter");
        assertProblem(ann.post("/v2/images?format=gif", PNG), 400, "bad-parameter");
        assertThat(ids(ann, "")).hasSize(3);
    }

    @Test
    void upload_form_keepsAllFilesOrNone() {
        JsonObject both = ann.add("/v1/images?tag=form", form(JPEG, PNG), "Content-Type", FORM);

        assertThat(ids(both)).hasSize(2);
        assertThat(ids(ann, "tag=form")).hasSize(2);
        assertProblem(
                ann.post("/v1/images", form(JPEG, Pictures.gif(1)), "Content-Type", FORM), 415, "unsupported-format");
        assertProblem(ann.post("/v1/images", form(), "Content-Type", FORM), 400, "bad-request");
        assertThat(ids(ann, "")).hasSize(2);
    }

    @Test
    void link_toAnImage_showsItToWhoeverHasItUntilItEnds() {
        String target = "/v1/images/" + ann.add(JPEG);
        var nobody = server.library();
        assertProblem(link(bob, target, "{}"), 404, "not-found");
        assertProblem(link(nobody, target, "{}"), 401, "unauthenticated");
        assertProblem(link(ann, target, "{\"largest\": -1}"), 400, "bad-parameter");
        assertProblem(link(ann, target, "{\"validity\": 31536000}"), 400, "bad-parameter");

        JsonObject small = json(link(ann, target, "{\"largest\": 50, \"validity\": 3600}"));
        JsonObject whole = json(link(ann, target, "{}"));

        JsonObject shown =
                json(nobody.get(small.getString("url"))).getJsonArray("items").getJsonObject(0);
        assertThat(shown.containsKey("content")).isFalse();
        assertThat(Pictures.read(nobody.get(shown.getString("thumb") + "&w=100&f=png")
                                .body())
                        .getWidth())
                .isEqualTo(50);
        String content = shown.getString("thumb").replace("/thumb", "/content");
        assertProblem(nobody.get(content), 403, "forbidden");
        assertProblem(nobody.get(shown.getString("thumb") + "&colour=red"), 400, "bad-parameter");
        assertProblem(nobody.get(shown.getString("thumb") + "&crop=0,0,50,50"), 400, "bad-parameter");
        assertProblem(nobody.get(small.getString("url") + "x"), 403, "signature-invalid");
        assertProblem(nobody.get(target), 401, "unauthenticated");
        JsonObject all =
                json(nobody.get(whole.getString("url"))).getJsonArray("items").getJsonObject(0);
        assertThat(nobody.get(all.getString("content")).body()).isEqualTo(JPEG);
        assertThat(json(ann.get(target + "/links")).getJsonArray("items")).hasSize(2);

        assertProblem(bob.delete("/v1/links/" + whole.getString("id")), 404, "not-found");
        assertThat(ann.delete("/v1/links/" + whole.getString("id")).statusCode())
                .isEqualTo(204);
        assertProblem(nobody.get(all.getString("content")), 410, "expired");
        server.clock.advance(java.time.Duration.ofHours(2));
        assertProblem(nobody.get(small.getString("url")), 410, "expired");
    }

    @Test
    void link_toASet_showsWhatIsStillThere() {
        String one = ann.add(JPEG);
        String two = ann.add(PNG);
        String body = "{\"images\": [\"" + one + "\", \"" + two + "\"]}";
        String url = json(link(ann, "/v1", body)).getString("url");

        assertThat(ids(json(server.library().get(url)))).containsExactlyInAnyOrder(one, two);
        assertThat(ann.delete("/v1/images/" + one).statusCode()).isEqualTo(204);
        assertThat(ids(json(server.library().get(url)))).containsExactly(two);
        assertThat(json(ann.get("/v1/links")).getJsonArray("items")).hasSize(1);
        assertThat(json(bob.get("/v1/links")).getJsonArray("items")).isEmpty();
    }

    @Test
    void link_byWhoMayOnlyEdit_isRefused() {
        String target = "/v1/images/" + ann.add("/v1/images?team=red", JPEG).getString("id");

        assertProblem(link(bob, target, "{}"), 403, "forbidden");
        assertThat(link(ann, target, "{}").statusCode()).isEqualTo(201);
    }

    @Test
    void link_ofSomebodyElse_isEndedByTheOwnerAndShowsNothingHidden() {
        var admin = server.library("ada", List.of("admin"), List.of());
        String ours = ann.add("/v1/images?team=red", JPEG).getString("id");
        String hidden = bob.add(PNG);
        String body = "{\"images\": [\"" + ours + "\", \"" + hidden + "\"]}";
        String id = json(link(admin, "/v1", body)).getString("id");

        var toAnn = json(ann.get("/v1/images/" + ours + "/links")).getJsonArray("items");
        var toBob = json(bob.get("/v1/images/" + ours + "/links")).getJsonArray("items");

        assertThat(toAnn.getJsonObject(0).getJsonArray("images")).containsExactly(ours);
        assertThat(toBob.getJsonObject(0).getJsonArray("images")).containsExactlyInAnyOrder(ours, hidden);
        var cid = server.library("cid", List.of("editor"), List.of("red"));
        assertProblem(cid.delete("/v1/links/" + id), 404, "not-found");
        assertThat(ann.delete("/v1/links/" + id).statusCode()).isEqualTo(204);
    }

    /// @param target an image, or `/v1` for the images in the body
    private static java.net.http.HttpResponse<byte[]> link(LibraryClient client, String target, String body) {
        return client.send(
                "POST",
                target + "/links",
                java.net.http.HttpRequest.BodyPublishers.ofString(body),
                "Content-Type",
                "application/json");
    }

    @Test
    void pages_ofTheContract_areThere() {
        var contract = server.get("/openapi.json");
        assertThat(new JsonObject(new String(contract.body(), StandardCharsets.UTF_8)).getString("openapi"))
                .startsWith("3.1");
        String page = new String(server.get("/docs").body(), StandardCharsets.UTF_8);
        for (String file : List.of("/docs/swagger-ui.css", "/docs/swagger-ui-bundle.js", "/docs/start.js")) {
            assertThat(page).contains(file);
            assertThat(server.get(file).statusCode()).as(file).isEqualTo(200);
        }
        assertThat(page).doesNotContain("http");
    }

    private static final String FORM = "multipart/form-data; boundary=xxBOUNDARYxx";

    private static byte[] form(byte[]... files) {
        String head = String.join(
                "\r\n",
                "--xxBOUNDARYxx",
                "Content-Disposition: form-data; name=\"file\"; filename=\"a.jpg\"",
                "Content-Type: application/octet-stream",
                "",
                "");
        var body = new ByteArrayOutputStream();
        for (byte[] file : files) {
            body.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
            body.writeBytes(file);
            body.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        body.writeBytes("--xxBOUNDARYxx--\r\n".getBytes(StandardCharsets.US_ASCII));
        return body.toByteArray();
    }

    private static String etag(LibraryClient client, String target) {
        return client.get(target).headers().firstValue("ETag").orElseThrow();
    }

    private String etag(String target) {
        return etag(ann, target);
    }

    private static List<String> ids(LibraryClient client, String query) {
        return ids(json(client.get("/v1/images?" + query)));
    }

    private static List<String> ids(JsonObject page) {
        return page.getJsonArray("items").stream()
                .map(item -> Objects.toString(((JsonObject) item).getString("id")))
                .toList();
    }

    /// The files in the store.
    private List<Path> blobs() {
        Path folder = data.resolve("blobs");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (java.io.IOException | java.io.UncheckedIOException e) {
            return List.of(data); // a file went while it was looked at
        }
    }
}

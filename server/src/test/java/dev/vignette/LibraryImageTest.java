package dev.vignette;

import static dev.vignette.LibraryClient.json;
import static dev.vignette.ProblemAnswer.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.database.Dialect;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Images over HTTP: lists, changes, sharing, files and renditions.
@ParameterizedClass
@EnumSource(Dialect.class)
@Timeout(180)
final class LibraryImageTest extends LibraryTests {
    LibraryImageTest(Dialect dialect, @TempDir Path data) throws IOException {
        super(dialect, data);
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

    /// Whatever the subject of a token may be.
    @Test
    void owner_nameWithBlanks_isFoundAndGiven() {
        String subject = "Ann, née Schmidt " + "x".repeat(200);
        LibraryClient other = server.library(subject, List.of("editor"), List.of());
        String own = other.add(JPEG);
        String owner =
                "owner=" + URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
        assertThat(ids(other, owner)).containsExactly(own);

        LibraryClient admin = server.library("ada", List.of("admin"), List.of());
        String target = "/v1/images/" + ann.add(JPEG);
        String patch = new JsonObject().put("owner", subject).encode();
        assertThat(admin.patch(target, patch, "If-Match", "*").statusCode()).isEqualTo(200);

        assertThat(ids(other, owner)).hasSize(2);
        assertProblem(admin.patch(target, "{\"owner\": \"a\\u2028b\"}", "If-Match", "*"), 400, "bad-parameter");
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
            server.clock.advance(Duration.ofMillis(5));
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
        String id = target.substring(target.lastIndexOf('/') + 1);
        for (String open : List.of("/thumb", "/info")) { // whoever may see it, this is the way of the open web
            assertProblem(ann.get(open + "?url=library:" + id), 400, "bad-parameter");
        }

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

    private String etag(String target) {
        return ann.get(target).headers().firstValue("ETag").orElseThrow();
    }
}

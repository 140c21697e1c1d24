package dev.vignette;

import static dev.vignette.LibraryClient.json;
import static dev.vignette.ProblemAnswer.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.database.Dialect;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Shared links over HTTP.
@ParameterizedClass
@EnumSource(Dialect.class)
@Timeout(180)
final class LibraryLinkTest extends LibraryTests {
    LibraryLinkTest(Dialect dialect, @TempDir Path data) throws IOException {
        super(dialect, data);
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
        server.clock.advance(Duration.ofHours(2));
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

    @Test
    void list_ofLinks_comesInPages() {
        String target = "/v1/images/" + ann.add(JPEG);
        var made = new TreeSet<String>();
        for (int i = 0; i < 5; i++) {
            made.add(json(link(ann, target, "{}")).getString("id"));
        }

        for (String list : List.of("/v1/links", target + "/links")) {
            var seen = new ArrayList<String>();
            JsonObject page = json(ann.get(list + "?limit=2"));
            seen.addAll(ids(page));
            while (page.containsKey("next")) {
                page = json(ann.get(list + "?limit=2&cursor=" + page.getString("next")));
                seen.addAll(ids(page));
            }
            assertThat(seen).hasSize(5).containsExactlyInAnyOrderElementsOf(made);
        }
        String cursor = json(ann.get("/v1/links?limit=2")).getString("next");
        assertProblem(ann.get(target + "/links?cursor=" + cursor), 400, "bad-parameter");
        assertProblem(bob.get("/v1/links?cursor=" + cursor), 400, "bad-parameter");
        assertProblem(ann.get("/v1/links?limit=201"), 400, "bad-parameter");
    }

    /// @param target an image, or `/v1` for the images in the body
    private static HttpResponse<byte[]> link(LibraryClient client, String target, String body) {
        return client.send(
                "POST", target + "/links", BodyPublishers.ofString(body), "Content-Type", "application/json");
    }
}

package dev.vignette;

import static dev.vignette.LibraryClient.json;
import static dev.vignette.ProblemAnswer.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.database.Dialect;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Uploads over HTTP: what is kept, what is refused, and that nothing is left of that.
@ParameterizedClass
@EnumSource(Dialect.class)
@Timeout(180)
final class LibraryUploadTest extends LibraryTests {
    LibraryUploadTest(Dialect dialect, @TempDir Path data) throws IOException {
        super(dialect, data);
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

    /// What comes does not count, only what is kept of it.
    @Test
    void upload_convertedToLess_needsRoomForThatAlone() {
        byte[] half = Arrays.copyOf(JPEG, 160_000);
        ann.add(half);

        JsonObject converted = ann.add("/v2/images?format=webp&width=30", half);
        assertThat(converted.getLong("bytes")).isLessThan(10_000);
        ann.add(Arrays.copyOf(PNG, 140_000 - converted.getInteger("bytes") - 10));
        assertProblem(ann.post("/v2/images?format=webp&width=40", half), 507, "quota-exceeded");
        assertThat(ids(ann, "")).hasSize(3);
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
    void upload_thatBreaksInItsSecondFile_leavesNothing() throws Exception {
        byte[] body = form(JPEG, PNG);
        try (Socket socket = server.connect()) {
            String head = "POST /v1/images HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + ann.token()
                    + "\r\nContent-Type: " + FORM + "\r\nContent-Length: " + body.length + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body, 0, body.length - PNG.length);
            // The first in the store, the second on its way.
            Waiting.until(() -> blobs().size() == 2);
        }

        Waiting.until(() -> blobs().isEmpty()); // though no grace time passes
        assertThat(ids(ann, "")).isEmpty();
    }

    @Test
    void upload_sameKeyForTextThatReadsAlike_isRefused() {
        ann.add("/v1/images?title=a,%20description%3Db", JPEG, "Idempotency-Key", "k");

        assertProblem(
                ann.post("/v1/images?title=a&description=b,%20description%3D", JPEG, "Idempotency-Key", "k"),
                422,
                "key-reused");
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
        var asked = Stream.generate(() ->
                        ann.sendAsync("POST", "/v1/images", BodyPublishers.ofByteArray(JPEG), "Idempotency-Key", "k"))
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
            server.clock.advance(Duration.ofSeconds(2));
            return blobs().size() == 1;
        });
        assertThat(bob.get("/v1/images/" + other + "/content").body()).isEqualTo(JPEG);

        assertThat(bob.delete("/v1/images/" + other).statusCode()).isEqualTo(204);
        Waiting.until(() -> {
            server.clock.advance(Duration.ofSeconds(2));
            return blobs().isEmpty();
        });
        assertThat(ann.get("/v1/images/" + ann.add(JPEG) + "/content").body()).isEqualTo(JPEG);
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
}

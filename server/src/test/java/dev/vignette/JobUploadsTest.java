package dev.vignette;

import static dev.vignette.LibraryClient.json;
import static dev.vignette.ProblemAnswer.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.database.Dialect;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Uploads that ask for renditions, on both databases.
@ParameterizedClass
@EnumSource(Dialect.class)
@Timeout(300)
final class JobUploadsTest extends JobTests {
    JobUploadsTest(Dialect dialect, @TempDir Path data) throws Exception {
        super(dialect, data, Map.of());
    }

    @Test
    void upload_withRenditions_isAnsweredWithTheJob() {
        var response = ann.post("/v2/images?renditions=card,hero&title=x", JPEG, "Idempotency-Key", "k");

        JsonObject image = json(response);
        assertThat(response.statusCode()).as(image.encode()).isEqualTo(202);
        assertThat(response.headers().firstValue("Location")).contains("/v2/images/" + image.getString("id"));
        JsonObject job = image.getJsonObject("job");
        assertThat(job.getString("class")).isEqualTo("upload");
        assertThat(ended(ann, job).getString("state")).isEqualTo("SUCCEEDED");
        var thumb = ann.get("/v2/images/" + image.getString("id") + "/thumb?preset=hero");
        assertThat(serverTiming(thumb)).isEqualTo("cache;desc=stored");
        assertThat(json(ann.post("/v2/images?renditions=card,hero&title=x", JPEG, "Idempotency-Key", "k")))
                .isEqualTo(image);
        assertProblem(ann.post("/v2/images?renditions=card&title=x", JPEG, "Idempotency-Key", "k"), 422, "key-reused");
        assertThat(json(ann.get("/v2/jobs")).getJsonArray("items")).hasSize(1);

        JsonObject form = json(ann.post(
                "/v2/images?renditions=card", LibraryTests.form(JPEG, PNG), "Content-Type", LibraryTests.FORM));
        assertThat(form.getJsonArray("items")).hasSize(2);
        assertThat(progress(ended(ann, form.getJsonObject("job")), "done")).isEqualTo(2);
    }

    @Test
    void resumableUpload_withRenditions_isToldOfTheJob() {
        var tus = new TusCalls(ann);

        var begun = resumable(tus, "/v2/uploads", "card,hero");

        assertThat(begun.statusCode()).isEqualTo(201);
        String image = begun.headers().firstValue("Content-Location").orElseThrow();
        String link = begun.headers().firstValue("Link").orElseThrow();
        assertThat(link).matches("</v2/jobs/[0-9a-f-]{36}>; rel=\"monitor\"");
        JsonObject job = json(ann.get(link.substring(1, link.indexOf('>'))));
        assertThat(job.getString("class")).isEqualTo("upload");
        assertThat(progress(ended(ann, job), "done")).isEqualTo(2);
        assertThat(serverTiming(ann.get(image + "/thumb?preset=hero"))).isEqualTo("cache;desc=stored");
        var head = tus.head(begun.headers().firstValue("Location").orElseThrow());
        assertThat(head.headers().firstValue("Link")).contains(link);
    }

    @Test
    void resumableUpload_withRenditionsThatThereAreNot_isRefusedBeforeItBegins() {
        var tus = new TusCalls(ann);

        assertProblem(resumable(tus, "/v2/uploads", "card,none"), 400, "bad-parameter");
        JsonObject first = assertProblem(resumable(tus, "/v1/uploads", "card"), 400, "bad-parameter");

        assertThat(first.getString("parameter")).isEqualTo("Upload-Metadata");
        assertThat(json(ann.get("/v2/images")).getJsonArray("items")).isEmpty();
    }

    /// As when a server is set up anew while an upload comes.
    @Test
    void resumableUpload_whosePresetIsGoneWhenAllHasCome_isRefusedAndStays() throws Exception {
        var tus = new TusCalls(ann);
        String length = Integer.toString(PNG.length);
        String upload = tus.send(
                        "POST",
                        "/v2/uploads",
                        new byte[0],
                        "Upload-Length",
                        length,
                        "Upload-Metadata",
                        "renditions " + encoded("card,hero"))
                .headers()
                .firstValue("Location")
                .orElseThrow();
        environment.remove("VIGNETTE_PRESET_HERO");
        try (var without = new TestServer(environment)) {
            var there = new TusCalls(without.library("ann", List.of("editor"), List.of("red")));

            assertProblem(there.patch(upload, 0, PNG), 400, "bad-parameter");
            assertThat(there.head(upload).statusCode()).as("it stays").isEqualTo(400);
        }

        var head = tus.head(upload);
        assertThat(head.headers().firstValue("Upload-Offset")).contains(length);
        assertThat(head.headers().firstValue("Content-Location")).isPresent();
        assertThat(head.headers().firstValue("Link")).isPresent();
    }

    private static String encoded(String presets) {
        return Base64.getEncoder().encodeToString(presets.getBytes(StandardCharsets.UTF_8));
    }

    /// All of it with the first request.
    private static HttpResponse<byte[]> resumable(TusCalls tus, String path, String presets) {
        return tus.send(
                "POST",
                path,
                PNG,
                "Upload-Length",
                Integer.toString(PNG.length),
                "Upload-Metadata",
                "renditions " + encoded(presets),
                "Content-Type",
                TusCalls.BODY);
    }

    @Test
    void upload_withRenditionsThatThereAreNot_isRefusedAndNothingIsKept() {
        assertThat(assertProblem(ann.post("/v2/images?renditions=card,none", JPEG), 400, "bad-parameter")
                        .getString("parameter"))
                .isEqualTo("preset");
        assertProblem(ann.post("/v2/images?renditions=a%20b", JPEG), 400, "bad-parameter");
        assertProblem(ann.post("/v1/images?renditions=card", JPEG), 400, "bad-parameter");
        assertProblem(ann.post("/v2/images?renditions=card", new byte[9]), 415, "unsupported-format");

        assertThat(json(ann.get("/v2/images")).getJsonArray("items")).isEmpty();
        assertThat(json(ann.get("/v2/jobs")).getJsonArray("items")).isEmpty();
    }

    @Test
    void upload_manyWithRenditionsAtTheSameTime_areAllKeptWithTheirJobs() {
        var answers = IntStream.range(0, 32)
                .mapToObj(i -> ann.sendAsync(
                        "POST", "/v2/images?renditions=card", BodyPublishers.ofByteArray(Pictures.png(20 + i, 20))))
                .toList();

        var images = new ArrayList<JsonObject>();
        for (var answer : answers) {
            images.add(json(answer.join()));
            assertThat(answer.join().statusCode()).as(images.getLast().encode()).isEqualTo(202);
        }
        for (JsonObject image : images) {
            assertThat(ended(ann, image.getJsonObject("job")).getString("state"))
                    .isEqualTo("SUCCEEDED");
        }
    }
}

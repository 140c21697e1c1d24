package dev.vignette;

import static dev.vignette.LibraryClient.json;
import static dev.vignette.ProblemAnswer.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.config.Settings;
import dev.vignette.storage.BlobConfig;
import dev.vignette.storage.BlobStore;
import dev.vignette.storage.S3ProxyProcess;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A job that imports from a place in S3.
@Timeout(300)
final class JobImportFromS3Test {
    @Test
    void import_fromTheConfiguredPlace_addsWhatIsThereAndNothingBesides(@TempDir Path folder) throws Exception {
        try (var s3 = new S3ProxyProcess(Files.createDirectories(folder.resolve("s3")))) {
            Map<String, String> bucket = s3.freshBucket();
            put(bucket, "photos/", folder);
            put(bucket, "photos-of-others/", folder);
            String root = "s3://" + bucket.get("VIGNETTE_BLOBS_BUCKET") + "/";
            var environment = new HashMap<>(TestServer.environment(
                    "DATA_DIR", folder.resolve("data").toString(), "JOBS_IMPORT_FROM", root + "photos"));
            environment.putAll(bucket);
            environment.put("VIGNETTE_BLOBS_PREFIX", "library/");
            try (var server = new TestServer(environment)) {
                var ada = server.library("ada", List.of("admin"), List.of());

                JsonObject job = JobTests.job(ada, wish(root + "photos/"));

                Waiting.until(() ->
                        json(ada.get(JobTests.self(job))).getString("state").equals("SUCCEEDED"));
                assertThat(JobTests.progress(json(ada.get(JobTests.self(job))), "done"))
                        .isEqualTo(3);
                assertThat(json(ada.get("/v1/images")).getJsonArray("items")).hasSize(3);
                assertProblem(JobTests.ask(ada, wish(root)), 403, "forbidden");
                assertProblem(JobTests.ask(ada, wish(root + "photos-of-others")), 403, "forbidden");
            }
        }
    }

    private static JsonObject wish(String from) {
        return new JsonObject().put("kind", "import").put("from", from);
    }

    /// Three pictures.
    private static void put(Map<String, String> bucket, String prefix, Path folder) {
        var environment = new HashMap<>(bucket);
        environment.put("VIGNETTE_BLOBS_PREFIX", prefix);
        try (var blobs = BlobStore.open(Settings.of(environment).bind(BlobConfig.class), folder.resolve("parts"))) {
            for (int i = 1; i <= 3; i++) {
                try (var writer = blobs.write()) {
                    writer.append(ByteBuffer.wrap(Pictures.png(10 + i, 10)));
                    var _ = writer.commit();
                }
            }
        }
    }
}

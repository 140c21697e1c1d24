package dev.vignette;

import static dev.vignette.ProblemAnswer.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.storage.S3ProxyProcess;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Originals that clients download from S3 itself.
@Timeout(300)
final class LibraryPresignTest {
    @Test
    void content_presigned_isRedirectedOnlyWhenItIsWanted(@TempDir Path folder) throws Exception {
        byte[] picture = Pictures.jpeg(80, 60);
        try (var s3 = new S3ProxyProcess(Files.createDirectories(folder.resolve("s3")))) {
            var environment = new HashMap<>(
                    TestServer.environment("DATA_DIR", folder.resolve("data").toString(), "BLOBS_PRESIGN", "true"));
            environment.putAll(s3.freshBucket());
            try (var server = new TestServer(environment)) {
                var ann = server.library("ann", List.of("editor"), List.of());
                String target = "/v1/images/" + ann.add(picture) + "/content";

                HttpResponse<byte[]> head = ann.send("HEAD", target, BodyPublishers.noBody());
                assertThat(head.statusCode()).isEqualTo(200);
                assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(picture.length);
                String etag = head.headers().firstValue("ETag").orElseThrow();

                assertThat(ann.get(target, "If-None-Match", etag).statusCode()).isEqualTo(304);
                assertProblem(ann.get(target, "If-Match", "\"other\""), 412, "precondition-failed");
                HttpResponse<byte[]> whole = ann.get(target, "If-Match", etag);
                assertThat(whole.statusCode()).isEqualTo(307);
                assertThat(whole.headers().firstValue("Location").orElseThrow()).contains("X-Amz-Signature");
            }
        }
    }
}

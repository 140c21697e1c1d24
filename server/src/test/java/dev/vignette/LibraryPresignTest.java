package dev.vignette;

import static dev.vignette.ProblemAnswer.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.storage.S3ProxyProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
                HttpResponse<byte[]> whole = ann.get(target);
                assertThat(whole.statusCode()).isEqualTo(307);
                String elsewhere = whole.headers().firstValue("Location").orElseThrow();
                assertThat(elsewhere).contains("X-Amz-Signature");

                // Conditions on what was seen here hold here alone, and clients repeat them where they are sent.
                assertThat(status(elsewhere, "If-Match", etag)).isEqualTo(412);
                assertThat(ann.get(target, "If-Match", etag).body()).isEqualTo(picture);
                String date = head.headers().firstValue("Last-Modified").orElseThrow();
                assertThat(ann.get(target, "If-Unmodified-Since", date).body()).isEqualTo(picture);
                HttpResponse<byte[]> part = ann.get(target, "Range", "bytes=0-99", "If-Range", etag);
                assertThat(part.statusCode()).isEqualTo(206);
                assertThat(part.body()).isEqualTo(Arrays.copyOf(picture, 100));
                HttpResponse<byte[]> anyPart = ann.get(target, "Range", "bytes=0-99");
                assertThat(anyPart.statusCode()).isEqualTo(307);
                assertThat(status(anyPart.headers().firstValue("Location").orElseThrow(), "Range", "bytes=0-99"))
                        .isEqualTo(206);
            }
        }
    }

    private static int status(String url, String... headers) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(url))
                    .headers(headers)
                    .timeout(Waiting.PATIENCE)
                    .build();
            return client.send(request, BodyHandlers.discarding()).statusCode();
        }
    }
}

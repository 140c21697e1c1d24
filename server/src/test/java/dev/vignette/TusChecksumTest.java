package dev.vignette;

import static dev.vignette.ProblemAnswer.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Pieces of resumable uploads whose clients say what they are.
@Timeout(180)
final class TusChecksumTest {
    @ParameterizedTest
    @CsvSource({"md5, MD5", "sha1, SHA-1", "sha256, SHA-256"})
    void patch_withAChecksum_countsWhenItHolds(String name, String algorithm, @TempDir Path data) throws Exception {
        byte[] piece = Arrays.copyOf(new byte[] {1, 2, 3}, 40);
        byte[] changed = piece.clone();
        changed[7] = 1;
        byte[] digest = MessageDigest.getInstance(algorithm).digest(piece);
        String checksum = name + ' ' + Base64.getEncoder().encodeToString(digest);
        try (var server = new TestServer("DATA_DIR", data.toString())) {
            var tus = new TusCalls(server.library("ann", List.of("editor"), List.of()));
            String upload = tus.begin(100);

            assertProblem(patch(tus, upload, changed, checksum), 460, "checksum-mismatch");
            assertThat(tus.head(upload).headers().firstValue("Upload-Offset")).contains("0");

            assertThat(patch(tus, upload, piece, checksum).statusCode()).isEqualTo(204);
            assertThat(tus.head(upload).headers().firstValue("Upload-Offset")).contains("40");
        }
    }

    private static HttpResponse<byte[]> patch(TusCalls tus, String upload, byte[] bytes, String checksum) {
        String[] fields = {"Upload-Offset", "0", "Content-Type", TusCalls.BODY, "Upload-Checksum", checksum};
        return tus.send("PATCH", upload, bytes, fields);
    }
}

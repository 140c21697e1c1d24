package dev.vignette;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Tokens that a command revoked, where rights are looked up.
@Timeout(180)
final class RevokedTokenTest {
    @Test
    void links_byARevokedToken_areNotListed(@TempDir Path data) throws Exception {
        var environment = new HashMap<>(TestServer.environment("DATA_DIR", data.toString(), "AUTH_STRATEGY", "live"));
        try (var server = new TestServer(environment)) {
            LibraryClient ann = server.library("ann", List.of(), List.of());
            assertThat(ann.get("/v1/links").statusCode()).isEqualTo(200);

            var run = CommandRun.apart(environment, "rights", "revoke", "ann");

            assertThat(run.exit()).as(run.err()).isZero();
            Waiting.until(() -> ann.get("/v1/links").statusCode() == 401);
        }
    }
}

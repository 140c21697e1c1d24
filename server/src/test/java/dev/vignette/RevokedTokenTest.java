package dev.vignette;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
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

    @Test
    void upload_whoseRightsEndWhileItComes_isNotKept(@TempDir Path data) throws Exception {
        var environment = new HashMap<>(TestServer.environment("DATA_DIR", data.toString(), "AUTH_STRATEGY", "live"));
        byte[] picture = Pictures.png(60, 90);
        try (var server = new TestServer(environment)) {
            LibraryClient ann = server.library("ann", List.of(), List.of());
            assertThat(ann.get("/v1/images").statusCode()).isEqualTo(200);
            assertThat(CommandRun.apart(environment, "rights", "give", "ann", "editor")
                            .exit())
                    .isZero();
            Waiting.until(() -> ann.post("/v1/images", picture).statusCode() == 201);
            String head = "POST /v1/images HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer "
                    + ann.token() + "\r\nContent-Length: " + picture.length + "\r\n\r\n";
            try (Socket socket = server.connect()) {
                socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().write(picture, 0, picture.length - 1);
                Waiting.until(() -> Objects.requireNonNull(data.resolve("blobs/unfinished")
                                        .toFile()
                                        .list())
                                .length
                        == 1);
                assertThat(CommandRun.apart(environment, "rights", "revoke", "ann")
                                .exit())
                        .isZero();
                Waiting.until(() -> ann.get("/v1/links").statusCode() == 401);
                socket.getOutputStream().write(picture[picture.length - 1]);

                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .startsWith("HTTP/1.1 401 ");
            }
            LibraryClient admin = server.library("ada", List.of(), List.of());
            assertThat(CommandRun.apart(environment, "rights", "give", "ada", "admin")
                            .exit())
                    .isZero();
            Waiting.until(() -> LibraryClient.json(admin.get("/v1/images"))
                            .getJsonArray("items", new JsonArray())
                            .size()
                    == 1);
        }
    }
}

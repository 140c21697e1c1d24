package dev.vignette;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tokens that a command revoked, where rights are looked up.
@Timeout(180)
final class RevokedTokenTest {
    private static final String TARGET = "/v1/images?team=red";

    @Test
    void links_byARevokedToken_areNotListed(@TempDir Path data) throws Exception {
        var environment = new HashMap<>(TestServer.environment("DATA_DIR", data.toString(), "AUTH_STRATEGY", "live"));
        try (var server = new TestServer(environment)) {
            LibraryClient ann = server.library("ann", List.of(), List.of());
            assertThat(ann.get("/v1/links").statusCode()).isEqualTo(200);

            run(environment, "revoke ann");

            Waiting.until(() -> ann.get("/v1/links").statusCode() == 401);
        }
    }

    /// @param end of the rights, as a command
    @ParameterizedTest
    @CsvSource({"revoke ann, 401", "take ann editor, 403", "leave ann red, 403"})
    void upload_whoseRightsEndWhileItComes_isNotKept(String end, int status, @TempDir Path data) throws Exception {
        var environment = new HashMap<>(TestServer.environment("DATA_DIR", data.toString(), "AUTH_STRATEGY", "live"));
        byte[] picture = Pictures.png(60, 90);
        try (var server = new TestServer(environment)) {
            LibraryClient ann = server.library("ann", List.of(), List.of());
            assertThat(ann.get("/v1/images").statusCode()).isEqualTo(200);
            run(environment, "give ann editor");
            run(environment, "join ann red");
            Waiting.until(() -> ann.post(TARGET, picture).statusCode() == 201);
            String head = "POST " + TARGET + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer "
                    + ann.token() + "\r\nContent-Length: " + picture.length + "\r\n\r\n";
            try (Socket socket = server.connect()) {
                socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().write(picture, 0, picture.length - 1);
                Waiting.until(() -> Objects.requireNonNull(data.resolve("blobs/unfinished")
                                        .toFile()
                                        .list())
                                .length
                        == 1);
                run(environment, end);
                // What is no image is refused for that only by whom it may be sent.
                Waiting.until(() -> ann.post(TARGET, new byte[1]).statusCode() == status);
                socket.getOutputStream().write(picture[picture.length - 1]);

                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .startsWith("HTTP/1.1 " + status + " ");
            }
            LibraryClient admin = server.library("ada", List.of(), List.of());
            run(environment, "give ada admin");
            Waiting.until(() -> LibraryClient.json(admin.get("/v1/images"))
                            .getJsonArray("items", new JsonArray())
                            .size()
                    == 1);
        }
    }

    private static void run(Map<String, String> environment, String line) throws Exception {
        CommandRun run = CommandRun.apart(environment, ("rights " + line).split(" ", -1));
        assertThat(run.exit()).as(run.err()).isZero();
    }
}

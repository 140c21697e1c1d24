package dev.vignette;

import static dev.vignette.ProblemAnswer.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.database.Database;
import dev.vignette.database.Dialect;
import dev.vignette.database.TestDatabases;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Resumable uploads request by request, with what no client of theirs would do.
@ParameterizedClass
@EnumSource(Dialect.class)
@Timeout(240)
final class TusProtocolTest {
    private final Path data;
    private final Map<String, String> environment;
    private final TestServer server;
    private final LibraryClient ann;
    private final TusCalls tus;

    TusProtocolTest(Dialect dialect, @TempDir Path data) throws Exception {
        this.data = data;
        environment = new HashMap<>(TestServer.environment(
                "DATA_DIR", data.toString(),
                "LIBRARY_MAX_BYTES", "20MiB",
                "LIBRARY_QUOTA", "50MiB",
                "LIBRARY_GRACE", "1s",
                "LIBRARY_SWEEP_INTERVAL", "100ms",
                "LIBRARY_RESUMABLE_LIFETIME", "1h",
                "LIBRARY_RESUMABLE_UPLOADS", "3",
                "AUTH_RATE_LIMIT", "0"));
        environment.putAll(TestDatabases.environment(dialect, data));
        server = new TestServer(environment);
        ann = server.library("ann", List.of("editor"), List.of("red"));
        tus = new TusCalls(ann);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void options_anybody_isToldWhatThereIs() {
        for (String path : List.of("/v1/uploads", "/v2/uploads")) {
            var answer = server.library().send("OPTIONS", path, BodyPublishers.noBody());

            assertThat(answer.statusCode()).isEqualTo(204);
            assertThat(answer.headers().firstValue("Tus-Version")).contains("1.0.0");
            assertThat(answer.headers().firstValue("Tus-Max-Size")).contains(Integer.toString(20 << 20));
            assertThat(answer.headers().firstValue("Tus-Extension"))
                    .contains("creation,creation-with-upload,checksum,expiration,termination");
            assertThat(answer.headers().firstValue("Tus-Checksum-Algorithm")).contains("md5,sha1,sha256");
        }
    }

    @Test
    void patch_pieces_areHeldAgainstTheOffset() {
        String upload = tus.begin(100);
        assertThat(tus.patch(upload, 0, new byte[40]).headers().firstValue("Upload-Offset"))
                .contains("40");

        assertProblem(tus.patch(upload, 0, new byte[10]), 409, "conflict");
        assertProblem(tus.patch(upload, 41, new byte[10]), 409, "conflict");
        assertProblem(tus.patch(upload, 40, new byte[61]), 413, "body-too-large");
        assertProblem(
                tus.send("PATCH", upload, new byte[1], "Upload-Offset", "40", "Content-Type", "text/plain"),
                415,
                "unsupported-media-type");
        assertProblem(tus.send("PATCH", upload, new byte[1], "Content-Type", TusCalls.BODY), 400, "bad-parameter");
        assertProblem(
                tus.send(
                        "PATCH",
                        upload,
                        new byte[1],
                        "Upload-Offset",
                        "40",
                        "Content-Type",
                        TusCalls.BODY,
                        "Upload-Checksum",
                        "crc32 AAAA"),
                400,
                "bad-parameter");
        var head = tus.head(upload);
        assertThat(head.headers().firstValue("Upload-Offset")).contains("40");
        assertThat(head.headers().firstValue("Upload-Length")).contains("100");
        assertThat(head.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(head.headers().firstValue("Tus-Resumable")).contains("1.0.0");
    }

    @Test
    void request_withAParameter_isRefused() {
        String upload = tus.begin(100);

        assertProblem(tus.send("POST", "/v1/uploads?title=x", new byte[0], "Upload-Length", "5"), 400, "bad-parameter");
        assertThat(tus.head(upload + "?title=x").statusCode()).isEqualTo(400);
        assertThat(tus.head(upload).statusCode()).isEqualTo(200);
    }

    @Test
    void post_inPlaceOfAnotherMethod_doesAsThatDoes() {
        String upload = tus.begin(100);
        String[] patch = {
            "X-HTTP-Method-Override", "PATCH", "Upload-Offset", "0", "Content-Type", TusCalls.BODY,
        };

        assertThat(tus.send("POST", upload, new byte[40], patch).headers().firstValue("Upload-Offset"))
                .contains("40");
        assertProblem(tus.send("POST", upload, new byte[0], "X-HTTP-Method-Override", "PUT"), 400, "bad-parameter");
        assertThat(tus.send("POST", upload, new byte[0], "X-HTTP-Method-Override", "DELETE")
                        .statusCode())
                .isEqualTo(204);
        assertThat(tus.head(upload).statusCode()).isEqualTo(404);
    }

    @Test
    void request_withoutTheVersion_isAPreconditionThatFails() {
        var answer = ann.post("/v1/uploads", new byte[0], "Upload-Length", "5", "Tus-Resumable", "0.2.2");

        assertProblem(answer, 412, "precondition-failed");
        assertThat(answer.headers().firstValue("Tus-Version")).contains("1.0.0");
    }

    @Test
    void upload_ofSomebodyElse_isAsIfItWereNot() {
        String upload = tus.begin(100);
        var bob = new TusCalls(server.library("bob", List.of("admin"), List.of()));

        for (String method : List.of("HEAD", "PATCH", "DELETE")) {
            assertThat(bob.send(method, upload, new byte[0], "Upload-Offset", "0", "Content-Type", TusCalls.BODY)
                            .statusCode())
                    .isEqualTo(404);
        }
        assertThat(new TusCalls(server.library())
                        .send("HEAD", upload, new byte[0])
                        .statusCode())
                .isEqualTo(401);
        assertThat(tus.head(upload).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | '' | 400 | bad-parameter",
                "-1 | '' | 400 | bad-parameter",
                "'' | '' | 400 | bad-parameter",
                "99999999999999999999 | '' | 400 | bad-parameter",
                "20971521 | '' | 413 | body-too-large",
                "5 | filename | 201 | ''",
                "5 | filename *** | 400 | bad-parameter",
                "5 | a QQ==,a QQ== | 400 | bad-parameter",
                "5 | a QQ== QQ== | 400 | bad-parameter",
                "5 | filename /w== | 400 | bad-parameter",
                "5 | teams Ymx1ZQ== | 403 | forbidden",
            })
    void create_length_isHeldAgainstWhatIsTaken(String length, String metadata, int status, String code) {
        var answer = tus.send("POST", "/v1/uploads", new byte[0], "Upload-Length", length, "Upload-Metadata", metadata);

        if (code.isEmpty()) {
            assertThat(answer.statusCode()).isEqualTo(status);
        } else {
            assertProblem(answer, status, code);
        }
    }

    @Test
    void create_moreThanThereIsRoomFor_isRefused() {
        tus.begin(20 << 20);
        tus.begin(20 << 20);
        assertProblem(tus.create(20 << 20), 507, "quota-exceeded");
        tus.begin(1);
        assertProblem(tus.create(1), 507, "quota-exceeded");
    }

    @Test
    void upload_byOneWhoLostTheTeam_waitsForOneWhoHasIt() {
        String upload = completeWithoutImage();

        assertThat(new TusCalls(teamless()).head(upload).statusCode()).isEqualTo(403);
        assertThat(images()).isZero();
        assertThat(tus.head(upload).headers().firstValue("Content-Location")).isPresent();
        assertThat(images()).isEqualTo(1);
    }

    @Test
    void head_byACookieAlone_makesNoImage() {
        String upload = completeWithoutImage();
        var cookie = new TusCalls(server.library());
        String token = "__Host-vignette=" + ann.token();

        var read = cookie.send("HEAD", upload, new byte[0], "Cookie", token);
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.headers().firstValue("Upload-Offset")).contains("20000");
        assertThat(images()).isZero();

        String proof = read.headers().firstValue("X-CSRF-Token").orElseThrow();
        var made = cookie.send("HEAD", upload, new byte[0], "Cookie", token, "X-CSRF-Token", proof);
        assertThat(made.headers().firstValue("Content-Location")).isPresent();
        assertThat(images()).isEqualTo(1);
    }

    @Test
    void head_forWhatThereIsNoRoomFor_readsNothingAnew() throws Exception {
        String upload = completeWithoutImage();
        byte[] large = TusCalls.picture(15 << 20);
        for (int i = 0; i < 3; i++) {
            large[large.length - 1] = (byte) i;
            ann.add(large);
        }
        large = TusCalls.picture((5 << 20) - 10_000);
        ann.add(large);
        long before =
                Files.getLastModifiedTime(data.resolve("blobs/unfinished")).toMillis();

        assertThat(tus.head(upload).statusCode()).isEqualTo(507);
        assertThat(Files.getLastModifiedTime(data.resolve("blobs/unfinished")).toMillis())
                .as("nothing was written")
                .isEqualTo(before);
        assertThat(tus.head(upload).statusCode()).as("it stays").isEqualTo(507);
    }

    @Test
    void head_whileAnotherMakesTheImage_answersWithoutMakingIt() {
        String upload = completeWithoutImage();
        long until = server.clock.instant().plus(Duration.ofMinutes(1)).toEpochMilli();
        try (var database = Database.open(TestDatabases.config(environment), data)) {
            database.write(handle -> handle.execute("UPDATE resumable SET making = ?", until));
        }

        var head = tus.head(upload);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Upload-Offset")).contains("20000");
        assertThat(head.headers().firstValue("Content-Location")).isEmpty();
        assertThat(images()).isZero();

        server.clock.advance(Duration.ofMinutes(2)); // whoever it was has ended without a word
        assertThat(tus.head(upload).headers().firstValue("Content-Location")).isPresent();
        assertThat(images()).isEqualTo(1);
    }

    /// An upload of which all has come, by a request that may not make an image of it.
    private String completeWithoutImage() {
        String upload = tus.send(
                        "POST", "/v1/uploads", new byte[0], "Upload-Length", "20000", "Upload-Metadata", "teams cmVk")
                .headers()
                .firstValue("Location")
                .orElseThrow();
        assertProblem(new TusCalls(teamless()).patch(upload, 0, TusCalls.picture(20_000)), 403, "forbidden");
        return upload;
    }

    private LibraryClient teamless() {
        return server.library("ann", List.of("editor"), List.of());
    }

    private int images() {
        return LibraryClient.json(ann.get("/v1/images")).getJsonArray("items").size();
    }

    @Test
    void upload_thatTakesTooLong_isThrownAway() {
        String upload = tus.begin(100);
        tus.patch(upload, 0, new byte[40]);
        assertThat(TusCalls.stored(data)).isEqualTo(1);

        server.clock.advance(Duration.ofHours(2));

        assertThat(tus.head(upload).statusCode()).isEqualTo(404);
        Waiting.until(() -> {
            server.clock.advance(Duration.ofSeconds(2));
            return TusCalls.stored(data) == 0;
        });
    }
}

package dev.vignette;

import static dev.vignette.ProblemAnswer.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.database.Dialect;
import dev.vignette.database.TestDatabases;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What is left of resumable uploads that are over goes long before the grace time of deleted images does.
@ParameterizedClass
@EnumSource(Dialect.class)
@Timeout(240)
final class TusLeftoversTest {
    private static final Duration SOON = Duration.ofMinutes(2);

    private final Path data;
    private final TestServer server;
    private final TusCalls tus;

    TusLeftoversTest(Dialect dialect, @TempDir Path data) throws Exception {
        this.data = data;
        var environment = new HashMap<>(TestServer.environment(
                "DATA_DIR", data.toString(), "LIBRARY_GRACE", "1d", "LIBRARY_SWEEP_INTERVAL", "100ms"));
        environment.putAll(TestDatabases.environment(dialect, data));
        server = new TestServer(environment);
        tus = new TusCalls(server.library("ann", List.of("editor"), List.of()));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void parts_ofWhatBecameAnImage_goSoon() {
        byte[] picture = TusCalls.picture(20_000);
        String upload = tus.begin(picture.length);
        tus.patch(upload, 0, Arrays.copyOf(picture, 7000));
        var last = tus.patch(upload, 7000, Arrays.copyOfRange(picture, 7000, picture.length));
        String image = last.headers().firstValue("Content-Location").orElseThrow();
        assertThat(TusCalls.stored(data)).isEqualTo(3);

        server.clock.advance(SOON);

        Waiting.until(() -> TusCalls.stored(data) == 1);
        assertThat(tus.client().get(image + "/content").body()).isEqualTo(picture);
    }

    @Test
    void parts_ofWhatIsNoImageOrWasEnded_goSoon() {
        String refused = tus.begin(100);
        assertProblem(tus.patch(refused, 0, new byte[100]), 415, "unsupported-format");
        String ended = tus.begin(100);
        tus.patch(ended, 0, new byte[50]);
        assertThat(tus.send("DELETE", ended, new byte[0]).statusCode()).isEqualTo(204);

        server.clock.advance(SOON);

        Waiting.until(() -> TusCalls.stored(data) == 0);
    }

    /// Though no time passes.
    @Test
    void part_thatAnotherRequestCameBefore_goesAtOnce() throws Exception {
        String upload = tus.begin(100);
        String head = "PATCH " + upload + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTus-Resumable: 1.0.0\r\n"
                + "Authorization: Bearer " + tus.client().token() + "\r\nUpload-Offset: 0\r\nContent-Type: "
                + TusCalls.BODY + "\r\nContent-Length: 40\r\n\r\n";
        try (Socket late = server.connect()) {
            late.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            late.getOutputStream().write(new byte[39]);
            Waiting.until(() -> unfinished() == 1);
            assertThat(tus.patch(upload, 0, new byte[30]).statusCode()).isEqualTo(204);
            late.getOutputStream().write(0);

            assertThat(new String(late.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 409 ");
        }

        Waiting.until(() -> TusCalls.stored(data) == 1);
        assertThat(tus.head(upload).headers().firstValue("Upload-Offset")).contains("30");
    }

    private int unfinished() {
        return Objects.requireNonNull(data.resolve("blobs/unfinished").toFile().list()).length;
    }
}

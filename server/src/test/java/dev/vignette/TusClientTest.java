package dev.vignette;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.database.Dialect;
import dev.vignette.database.TestDatabases;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Resumable uploads by the client that the protocol's authors wrote.
@ParameterizedClass
@EnumSource(Dialect.class)
@Timeout(240)
final class TusClientTest {
    private static final byte[] LARGE = TusCalls.picture(12 << 20);

    private final Path data;
    private final Path file;
    private final TestServer server;
    private final LibraryClient ann;

    TusClientTest(Dialect dialect, @TempDir Path data) throws Exception {
        this.data = data;
        file = Files.write(data.resolve("large.png"), LARGE);
        var environment = new HashMap<>(TestServer.environment(
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
    }

    @AfterEach
    void close() {
        server.close();
    }

    private JsonObject wish(String... more) {
        var wish = new JsonObject()
                .put("endpoint", "http://127.0.0.1:" + server.port() + "/v1/uploads")
                .put("file", file.toString())
                .put("token", ann.token())
                .put("metadata", new JsonObject().put("filename", "large é.png").put("tags", "sea,sky"));
        for (int i = 0; i < more.length; i += 2) {
            wish.put(more[i], new JsonObject("{\"it\":" + more[i + 1] + "}").getValue("it"));
        }
        return wish;
    }

    private void assertKept(List<JsonObject> events) {
        assertThat(events.getLast().getBoolean("done")).as(events.toString()).isTrue();
        String image = events.get(events.size() - 2).getString("image");
        assertThat(image).as(events.toString()).startsWith("/v1/images/");
        var told = LibraryClient.json(ann.get(image));
        assertThat(told.getString("title")).isEqualTo("large é.png");
        assertThat(told.getJsonArray("tags")).isEqualTo(new JsonArray(List.of("sea", "sky")));
        assertThat(told.getInteger("width")).isEqualTo(60);
        assertThat(Arrays.equals(ann.get(image + "/content").body(), LARGE)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"3000000, false, false", "20000000, true, false", "7000000, true, true"})
    void upload_client_becomesAnImage(int chunkSize, boolean withCreation, boolean override) throws Exception {
        var events = TusClient.run(wish(
                "chunkSize", Integer.toString(chunkSize),
                "uploadDataDuringCreation", Boolean.toString(withCreation),
                "override", Boolean.toString(override)));

        assertKept(events);
        assertThat(events.getFirst().getInteger("status")).isEqualTo(201);
        assertThat(events.getFirst().getString("expires")).endsWith(" GMT");
        Waiting.until(() -> swept(1)); // the parts are swept, the image stays
    }

    /// In the middle of its second piece; how much of that came, the network decides.
    @Test
    void upload_stoppedInTheMiddle_goesOnWhereItWas() throws Exception {
        var events = TusClient.run(wish("chunkSize", "3000000", "pauseAt", "5000000"));

        assertKept(events);
        var resumed = events.stream()
                .filter(event -> "HEAD".equals(event.getString("method")))
                .toList();
        assertThat(Integer.parseInt(resumed.getLast().getString("offset")))
                .as(events.toString())
                .isBetween(3_000_000, LARGE.length - 1);
    }

    @Test
    void upload_givenUp_leavesNothing() throws Exception {
        var events = TusClient.run(wish("terminateAt", "3000000", "chunkSize", "1000000"));

        assertThat(events.getLast().getBoolean("terminated"))
                .as(events.toString())
                .isTrue();
        String path = events.getLast().getString("url").replaceFirst("https?://[^/]*", "");
        assertThat(new TusCalls(ann).head(path).statusCode()).isEqualTo(404);
        Waiting.until(() -> swept(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha1", "sha256", "md5"})
    void upload_wrongChecksum_isSentAgain(String algorithm) throws Exception {
        var events = TusClient.run(wish("checksum", "\"" + algorithm + "\""));

        assertKept(events);
        assertThat(events.stream().filter(event -> event.getInteger("status", 0) == 460))
                .as(events.toString())
                .hasSize(1);
    }

    @Test
    void upload_noImage_isRefusedAndGone() throws Exception {
        Files.writeString(file, "no image at all".repeat(1000));

        var events = TusClient.run(wish());

        assertThat(events.getLast().getInteger("failed")).as(events.toString()).isEqualTo(415);
        assertThat(new JsonObject(events.getLast().getString("body")).getString("code"))
                .isEqualTo("unsupported-format");
        Waiting.until(() -> swept(0));
    }

    /// Lets the time pass that files stay which nobody keeps.
    private boolean swept(int left) {
        server.clock.advance(Duration.ofSeconds(2));
        return TusCalls.stored(data) == left;
    }
}

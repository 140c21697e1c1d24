package dev.vignette;

import static dev.vignette.LibraryClient.json;

import dev.vignette.database.Dialect;
import dev.vignette.database.TestDatabases;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;

/// What tests of the library over HTTP begin with: a server on either database, and two who use it.
abstract class LibraryTests {
    static final byte[] JPEG = Pictures.jpeg(120, 80);
    static final byte[] PNG = Pictures.png(60, 90);
    static final String FORM = "multipart/form-data; boundary=xxBOUNDARYxx";

    final TestServer server;
    final LibraryClient ann;
    final LibraryClient bob;
    private final Path data;

    LibraryTests(Dialect dialect, Path data) throws IOException {
        this.data = data;
        var environment = new HashMap<>(TestServer.environment(
                "DATA_DIR", data.toString(),
                "LIBRARY_MAX_BYTES", "200000",
                "LIBRARY_QUOTA", "300000",
                "LIBRARY_GRACE", "1s",
                "LIBRARY_SWEEP_INTERVAL", "100ms"));
        environment.putAll(TestDatabases.environment(dialect, data));
        server = new TestServer(environment);
        ann = server.library("ann", List.of("editor"), List.of("red"));
        bob = server.library("bob", List.of("editor"), List.of("red", "blue"));
    }

    @AfterEach
    void close() {
        server.close();
    }

    static byte[] form(byte[]... files) {
        String head = String.join(
                "\r\n",
                "--xxBOUNDARYxx",
                "Content-Disposition: form-data; name=\"file\"; filename=\"a.jpg\"",
                "Content-Type: application/octet-stream",
                "",
                "");
        var body = new ByteArrayOutputStream();
        for (byte[] file : files) {
            body.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
            body.writeBytes(file);
            body.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        body.writeBytes("--xxBOUNDARYxx--\r\n".getBytes(StandardCharsets.US_ASCII));
        return body.toByteArray();
    }

    static List<String> ids(LibraryClient client, String query) {
        return ids(json(client.get("/v1/images?" + query)));
    }

    static List<String> ids(JsonObject page) {
        return page.getJsonArray("items").stream()
                .map(item -> Objects.toString(((JsonObject) item).getString("id")))
                .toList();
    }

    /// The files in the store.
    List<Path> blobs() {
        Path folder = data.resolve("blobs");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of(data); // a file went while it was looked at
        }
    }
}

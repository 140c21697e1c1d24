package dev.vignette.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.Waiting;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Bodies that the system sends from a file, behind a real port.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FileRegionTest {
    private static final int OFFSET = 1000;
    private static final int LENGTH = 30 << 20; // more than the buffers of a connection take
    private static final Map<String, String> TYPE = Map.of("Content-Type", "image/png");

    private final byte[] content = new byte[OFFSET + LENGTH + 1000];
    private final SizelessChannel failing = new SizelessChannel();
    private Path file;
    private RoutedServer server;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        new Random(1).nextBytes(content);
        file = Files.write(folder.resolve("large"), content);
        var region = new Body.FileRegion(file, OFFSET, LENGTH);
        Map<String, Endpoint> endpoints = Map.of(
                "/large", answering(200, region),
                "/known", answering(304, region),
                "/failing", answering(200, new Body.FileRegion(() -> failing, 0, 10)),
                "/gone", answering(200, new Body.FileRegion(folder.resolve("none"), 0, 10)),
                "/short", answering(200, new Body.FileRegion(file, OFFSET, content.length)));
        server = new RoutedServer(endpoints, Runnable::run);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
    void write_region_isThatPartOfTheFile(HttpClient.Version version) throws IOException {
        var response = send(version, "GET", "/large");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(LENGTH);
        assertThat(response.headers().allValues("Content-Type")).containsExactly("image/png");
        assertThat(Arrays.equals(response.body(), Arrays.copyOfRange(content, OFFSET, OFFSET + LENGTH)))
                .isTrue();
        awaitClosed();
    }

    @Test
    void write_head_tellsTheLengthAlone() {
        var response = send(HttpClient.Version.HTTP_1_1, "HEAD", "/large");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(LENGTH);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void write_notModified_hasNoBody() {
        var response = send(HttpClient.Version.HTTP_1_1, "GET", "/known");

        assertThat(response.statusCode()).isEqualTo(304);
        assertThat(response.body()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
    void write_fileGone_isAProblem(HttpClient.Version version) {
        assertProblem(send(version, "GET", "/gone"));
    }

    @Test
    void write_fileShorterThanTheRegion_isAProblem() throws IOException {
        assertProblem(send(HttpClient.Version.HTTP_1_1, "GET", "/short"));
        awaitClosed();
    }

    @Test
    void write_fileThatDoesNotTellItsSize_isAProblemAndClosed() {
        assertProblem(send(HttpClient.Version.HTTP_1_1, "GET", "/failing"));
        assertThat(failing.isOpen()).isFalse();
    }

    @Test
    void write_clientThatLeaves_leavesNoDescriptor() throws IOException {
        try (var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), server.port())) {
            socket.getOutputStream()
                    .write("GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().readNBytes(100_000)).hasSize(100_000);
        }

        awaitClosed();
        assertThat(send(HttpClient.Version.HTTP_1_1, "HEAD", "/large").statusCode())
                .isEqualTo(200);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void descriptors_fileOpen_areCounted() throws IOException {
        try (var _ = Files.newInputStream(file)) {
            assertThat(descriptors()).isPositive();
        }
    }

    private static Endpoint answering(int status, Body body) {
        return _ -> CompletableFuture.completedFuture(new Answer(status, Headers.of(TYPE), body));
    }

    private static void assertProblem(HttpResponse<byte[]> response) {
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.headers().allValues("Content-Type")).containsExactly("application/problem+json");
        var problem = new JsonObject(new String(response.body(), StandardCharsets.UTF_8));
        assertThat(problem.getString("code")).isEqualTo("internal");
    }

    private HttpResponse<byte[]> send(HttpClient.Version version, String method, String path) {
        return server.send(version, method, path, BodyHandlers.ofByteArray());
    }

    private void awaitClosed() throws IOException {
        long end = System.nanoTime() + Waiting.PATIENCE.toNanos();
        while (descriptors() > 0) {
            assertThat(System.nanoTime() - end).as("the file is still open").isNegative();
            Waiting.pause(Duration.ofMillis(1));
        }
    }

    /// How many descriptors of this process are of the file; none where the system does not tell.
    private long descriptors() throws IOException {
        Path all = Path.of("/proc/self/fd");
        if (!Files.isDirectory(all)) {
            return 0;
        }
        try (Stream<Path> each = Files.list(all)) {
            return each.filter(this::isOfFile).count();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private boolean isOfFile(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).equals(file.toRealPath());
        } catch (IOException e) { // closed since it was listed
            return false;
        }
    }
}

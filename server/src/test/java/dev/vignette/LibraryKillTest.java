package dev.vignette;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.database.Dialect;
import dev.vignette.database.TestDatabases;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// A server that is killed while uploads are under way, again and again: whatever it answered 201 to is there,
/// and nothing else is. `-Dvignette.kills=100` kills it more often.
@ParameterizedClass
@EnumSource(Dialect.class)
@Timeout(3600)
final class LibraryKillTest {
    private static final int ROUNDS = Integer.getInteger("vignette.kills", 4);
    private static final int CLIENTS = 4;
    private static final byte[] PICTURE = Pictures.jpeg(64, 64);

    private final Path data;
    private final Map<String, String> environment;
    private final Random random = new Random(7);
    private final AtomicInteger uploads = new AtomicInteger();

    /// Hashes by the ids of what was answered 201.
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();

    LibraryKillTest(Dialect dialect, @TempDir Path data) {
        this.data = data;
        this.environment = new HashMap<>(TestServer.environment("DATA_DIR", data.toString(), "AUTH_RATE_LIMIT", "0"));
        environment.putAll(TestDatabases.environment(dialect, data));
    }

    @Test
    void restart_afterKillsInTheMiddleOfUploads_everythingAcknowledgedIsThereAndNothingElse() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            killInTheMiddle();
        }

        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ROUNDS);
        try (var server = new ServerProcess(environment);
                var http = HttpClient.newHttpClient()) {
            var admin = client(http, server, "admin");
            Map<String, String> listed = listed(admin);
            assertThat(listed).containsAllEntriesOf(acknowledged);
            for (var image : listed.entrySet()) {
                HttpResponse<byte[]> content = admin.get("/v1/images/" + image.getKey() + "/content");
                assertThat(content.statusCode()).isEqualTo(200);
                assertThat(sha256(content.body())).isEqualTo(image.getValue());
            }
            assertThat(stored()).isEqualTo(Set.copyOf(listed.values()));
        }
    }

    /// Uploads from several sides until some were acknowledged, and kills the server at any moment after that.
    private void killInTheMiddle() throws Exception {
        int before = acknowledged.size();
        try (var server = new ServerProcess(environment);
                var http = HttpClient.newHttpClient()) {
            var client = client(http, server, "editor");
            var clients = IntStream.range(0, CLIENTS)
                    .mapToObj(_ -> CompletableFuture.runAsync(() -> uploadOn(client), Thread::startVirtualThread))
                    .toList();
            Waiting.until(() -> acknowledged.size() > before || clients.stream().anyMatch(CompletableFuture::isDone));
            Waiting.pause(Duration.ofMillis(random.nextInt(200)));
            server.kill();
            for (var uploading : clients) {
                assertThat(uploading.handle((_, failure) -> rootCause(failure)).join())
                        .as(server.output())
                        .isInstanceOf(IOException.class);
            }
        }
    }

    /// Until nobody answers any more.
    private void uploadOn(LibraryClient client) {
        while (true) {
            byte[] file = picture(uploads.getAndIncrement());
            JsonObject image = client.add("/v1/images", file);
            assertThat(image.getString("sha256")).isEqualTo(sha256(file));
            acknowledged.put(image.getString("id"), image.getString("sha256"));
        }
    }

    /// A file of its own, of some hundred KiB; now and then one that there is already.
    private static byte[] picture(int number) {
        var noise = new Random(number % 5 == 4 ? number - 4 : number);
        byte[] file = Arrays.copyOf(PICTURE, PICTURE.length + 100_000 + noise.nextInt(400_000));
        byte[] rest = new byte[file.length - PICTURE.length];
        noise.nextBytes(rest);
        System.arraycopy(rest, 0, file, PICTURE.length, rest.length);
        return file;
    }

    private Map<String, String> listed(LibraryClient admin) {
        var listed = new HashMap<String, String>();
        String cursor = "";
        do {
            JsonObject page = LibraryClient.json(admin.get("/v1/images?limit=200" + cursor));
            for (Object item : page.getJsonArray("items")) {
                var image = (JsonObject) item;
                listed.put(image.getString("id"), image.getString("sha256"));
            }
            cursor = page.containsKey("next") ? "&cursor=" + page.getString("next") : "";
        } while (!cursor.isEmpty());
        return listed;
    }

    /// The hashes that all files in the store are named by: a folder's name and the rest.
    private Set<String> stored() throws IOException {
        Path blobs = data.resolve("blobs");
        try (Stream<Path> files = Files.walk(blobs)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> blobs.relativize(file).toString().replace("/", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private LibraryClient client(HttpClient http, ServerProcess server, String role) {
        return new LibraryClient(
                http, server.port(), LibraryTokens.of(data, Clock.systemUTC(), "somebody", List.of(role), List.of()));
    }

    private static Throwable rootCause(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

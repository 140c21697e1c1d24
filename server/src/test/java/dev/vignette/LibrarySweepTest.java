package dev.vignette;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.database.Database;
import dev.vignette.database.TestDatabases;
import dev.vignette.library.ManyImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is cleared away from beneath a server.
@Timeout(180)
final class LibrarySweepTest {
    @Test
    void sweep_fileThatMayStillBeOnItsWay_isLeft(@TempDir Path data) throws IOException {
        try (var server =
                new TestServer("DATA_DIR", data.toString(), "LIBRARY_SWEEP_INTERVAL", "100ms", "BODY_TIMEOUT", "7d")) {
            server.library("ann", List.of("editor"), List.of()).add(Pictures.jpeg(9, 9));
            Path unfinished = data.resolve("blobs/unfinished");
            Path slow = aged(unfinished.resolve("slow"), Duration.ofDays(6));
            for (String left : List.of("left", "left behind later")) { // the second time it has passed by all
                Path old = aged(unfinished.resolve(left), Duration.ofDays(9));
                Waiting.until(() -> !Files.exists(old));
            }

            assertThat(slow).exists();
        }
    }

    /// A file that cannot be removed, here for the lack of one.
    @Test
    void sweep_stepThatFails_holdsUpNoOther(@TempDir Path data) throws IOException {
        var environment = new HashMap<>(TestServer.environment(
                "DATA_DIR", data.toString(), "LIBRARY_SWEEP_INTERVAL", "100ms", "LIBRARY_GRACE", "1s"));
        try (var server = new TestServer(environment);
                var database = Database.open(TestDatabases.config(environment), data)) {
            String image = server.library("ann", List.of("editor"), List.of()).add(Pictures.jpeg(9, 9));
            String blob = "ab".repeat(32);
            Files.createDirectories(data.resolve("blobs/ab/" + blob.substring(2) + "/within"));
            database.write(handle -> {
                handle.execute("INSERT INTO blob (sha256, bytes, unused_since) VALUES (?, 1, 1)", blob);
                handle.execute(
                        "INSERT INTO share_link (id, creator, largest, created, expires) VALUES ('x', 'a', 0, 1, 1)");
                return handle.execute("INSERT INTO share_link_image (link, image) VALUES ('x', ?)", image);
            });

            Waiting.until(() -> count(database, "SELECT COUNT(*) FROM share_link") == 0);
            assertThat(count(database, "SELECT COUNT(*) FROM blob WHERE unused_since = 1"))
                    .isEqualTo(1);
        }
    }

    /// At the start, once and for all.
    @Test
    void sweep_manyExpiredUploads_allGo(@TempDir Path data) throws IOException {
        var environment =
                new HashMap<>(TestServer.environment("DATA_DIR", data.toString(), "LIBRARY_SWEEP_INTERVAL", "1d"));
        try (var database = Database.open(TestDatabases.config(environment), data)) {
            database.write(handle -> {
                for (int i = 0; i < 250; i++) {
                    handle.execute(
                            "INSERT INTO resumable (id, owner, length, received, metadata, expires)"
                                    + " VALUES (?, 'ann', 1, 0, '', 1)",
                            ManyImages.id(i));
                }
                return null;
            });
            try (var server = new TestServer(environment)) {
                LibraryClient ann = server.library("ann", List.of("editor"), List.of());
                assertThat(ann.get("/v1/images").statusCode()).isEqualTo(200); // the library is open by then
                assertThat(count(database, "SELECT COUNT(*) FROM resumable")).isZero();
            }
        }
    }

    private static long count(Database database, String sql) {
        return database.read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }

    private static Path aged(Path file, Duration age) throws IOException {
        Path beside = Files.writeString(file.resolveSibling("../" + file.getFileName()), "part");
        Files.setLastModifiedTime(beside, FileTime.from(Instant.now().minus(age)));
        return Files.move(beside, file);
    }
}

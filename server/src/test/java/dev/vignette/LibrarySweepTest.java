package dev.vignette;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
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

    private static Path aged(Path file, Duration age) throws IOException {
        Path beside = Files.writeString(file.resolveSibling("../" + file.getFileName()), "part");
        Files.setLastModifiedTime(beside, FileTime.from(Instant.now().minus(age)));
        return Files.move(beside, file);
    }
}

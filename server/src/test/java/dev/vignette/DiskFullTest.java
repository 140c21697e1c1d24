package dev.vignette;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A disk that takes no more: thumbnails are served all the same, and the operator is told why none are kept.
@Timeout(120)
final class DiskFullTest {
    /// How the disk comes to be full, for a server of our own alone.
    enum Shortage {
        /// A file system of 1 MiB; where the system does not grant one, it is left out.
        SMALL_DISK("No space left on device") {
            @Override
            List<String> prefix(Path data) {
                return Mount.small(data, "1m");
            }
        },
        /// No file may be larger than 1 MiB (2,048 blocks), which every shell can ask for.
        FILE_LIMIT("File too large") {
            @Override
            List<String> prefix(Path data) {
                return List.of("sh", "-c", "ulimit -f 2048 && exec \"$@\"", "sh");
            }
        };

        private final String reason;

        Shortage(String reason) {
            this.reason = reason;
        }

        /// What the server's command is put behind.
        abstract List<String> prefix(Path data);
    }

    @ParameterizedTest
    @EnumSource
    void get_diskTakesNoMore_isServedAndTheReasonIsLogged(Shortage shortage, @TempDir Path data) throws Exception {
        assumeTrue(Mount.isGranted(shortage.prefix(data)), "this system grants no mounts");
        var command = Stream.concat(shortage.prefix(data).stream(), CommandRun.command("serve").stream())
                .toList();
        var environment = TestServer.environment("DATA_DIR", data.toString(), "CACHE_DISK", "1GiB");
        try (var origin = new TestOrigin();
                var server = new ServerProcess(environment, command)) {
            origin.serve("/noise.png", Pictures.noise(300, 300));
            // The first ones do not fit at all, the others until there are too many of them.
            var widths = IntStream.concat(IntStream.range(1200, 1203), IntStream.range(280, 300))
                    .toArray();

            for (int width : widths) {
                var answer = server.get("/thumb?" + origin.parameter("/noise.png") + "&enlarge=true&f=png&w=" + width);
                assertThat(answer.statusCode()).as(server.output()).isEqualTo(200);
                assertThat(Pictures.read(answer.body()).getWidth()).isEqualTo(width);
            }

            Waiting.until(() -> server.output().contains(shortage.reason));
            var folder = new CacheFolder(server.root().resolve(Path.of("/").relativize(data)));
            Waiting.until(() -> folder.parts().isEmpty());
        }
    }
}

package dev.vignette.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.Waiting;
import dev.vignette.error.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Originals in files: over restarts, torn by a crash, purged.
@Timeout(120)
class SourceTierTest {
    private static final String[] OK = {"HTTP/1.1 200 OK", "Cache-Control: max-age=60", "Content-Length: 5", "", "image"
    };

    private final Path folder;

    SourceTierTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void fetch_afterRestart_comesFromDisk() throws IOException {
        try (var origin = RawOrigin.answering(OK)) {
            fetchOnce(origin);
            try (var keeping = new Keeping(folder)) {
                assertThat(keeping.text(origin.url("/a"))).isEqualTo("image");
            }
            assertThat(origin.requests()).hasSize(1);
        }
    }

    @Test
    void fetch_afterRestartWithOtherSettings_isJudgedByThem() throws IOException {
        try (var origin = RawOrigin.answering(OK)) {
            fetchOnce(origin);
            try (var keeping = new Keeping(folder, "DENIED_HOSTS", "127.0.0.1")) {
                keeping.failure(origin.url("/a"), ErrorCode.SOURCE_NOT_ALLOWED);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"empty", "half", "without its last byte", "another byte in the image", "another in the trailer"})
    void fetch_tornFile_isFetchedAnew(String damage) throws IOException {
        try (var origin = RawOrigin.answering(OK)) {
            fetchOnce(origin);
            Path file = onlyFile();
            byte[] bytes = Files.readAllBytes(file);
            Files.write(
                    file,
                    switch (damage) {
                        case "empty" -> new byte[0];
                        case "half" -> Arrays.copyOf(bytes, bytes.length / 2);
                        case "without its last byte" -> Arrays.copyOf(bytes, bytes.length - 1);
                        case "another byte in the image" -> flipped(bytes, 2);
                        default -> flipped(bytes, 30);
                    });
            try (var keeping = new Keeping(folder)) {
                assertThat(keeping.text(origin.url("/a"))).isEqualTo("image");
                assertThat(origin.requests()).hasSize(2);
                assertThat(keeping.text(origin.url("/a"))).isEqualTo("image");
                assertThat(origin.requests()).hasSize(2);
            }
        }
    }

    @Test
    void fetch_fileThatWasBeingWritten_isSweptAway() throws IOException {
        Path unfinished = Files.createDirectories(folder.resolve("unfinished"));
        Files.writeString(unfinished.resolve("half"), "ima");
        try (var keeping = new Keeping(folder)) {
            assertThat(keeping.originals.flights()).isZero();
            assertThat(unfinished).isEmptyDirectory();
        }
    }

    @Test
    void purge_url_removesItAndItsFailure() throws IOException {
        try (var origin = new RawOrigin((request, out) -> {
                    String status = request.startsWith("GET /missing") ? "404 Not Found" : "200 OK";
                    out.write(("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
                    return true;
                });
                var keeping = new Keeping(folder)) {
            keeping.text(origin.url("/a"));
            keeping.text(origin.url("/b"));
            keeping.failure(origin.url("/missing"), ErrorCode.SOURCE_NOT_FOUND);

            assertThat(keeping.originals.purge(origin.url("/a"))).isEqualTo(1);
            assertThat(keeping.originals.purge(origin.url("/a"))).isZero();
            assertThat(keeping.originals.purge(origin.url("/missing"))).isZero();
            assertThat(keeping.originals.purge(new SourceUrl.Local("a"))).isZero();

            keeping.text(origin.url("/a"));
            keeping.text(origin.url("/b"));
            keeping.failure(origin.url("/missing"), ErrorCode.SOURCE_NOT_FOUND);
            assertThat(origin.requests()).hasSize(5);
        }
    }

    @Test
    void purge_afterRestart_findsWhatIsThere() throws IOException {
        try (var origin = RawOrigin.answering(OK)) {
            fetchOnce(origin);
            try (var keeping = new Keeping(folder, "MAX_REDIRECTS", "1")) {
                assertThat(keeping.originals.purge(origin.url("/a"))).isEqualTo(1);
            }
            try (var keeping = new Keeping(folder)) {
                keeping.text(origin.url("/a"));
                assertThat(origin.requests()).hasSize(2);
            }
        }
    }

    @Test
    void purgePrefix_removesWhatBeginsSo() throws IOException {
        try (var origin = RawOrigin.answering(OK);
                var keeping = new Keeping(folder)) {
            for (String path : new String[] {"/a/1", "/a/2", "/ab", "/b"}) {
                keeping.text(origin.url(path));
            }
            assertThat(keeping.originals.purgePrefix(origin.url("/a/").toString()))
                    .isEqualTo(2);
            assertThat(keeping.originals.purgeAll()).isEqualTo(2);
            assertThat(keeping.originals.diskBytes()).isZero();
        }
    }

    @Test
    void purge_whileItIsFetched_isNotKeptAndNotJoined() throws Exception {
        var release = new CountDownLatch(1);
        try (var origin = new RawOrigin((request, out) -> {
                    release.await();
                    out.write(String.join("\r\n", OK).getBytes(StandardCharsets.US_ASCII));
                    return true;
                });
                var keeping = new Keeping(folder)) {
            var first = Keeping.inBackground(() -> keeping.originals.fetch(origin.url("/a")));
            Waiting.until(() -> origin.requests().size() == 1);

            keeping.originals.purge(origin.url("/a"));
            var second = Keeping.inBackground(() -> keeping.originals.fetch(origin.url("/a")));
            Waiting.until(() -> origin.requests().size() == 2);
            keeping.originals.purgeAll();
            release.countDown();

            first.get().close();
            second.get().close();
            keeping.text(origin.url("/a"));
            assertThat(origin.requests()).hasSize(3);
        }
    }

    @Test
    void fetch_moreThanTheDiskMayHold_makesRoom() throws IOException {
        try (var origin = RawOrigin.answering(OK);
                var keeping = new Keeping(folder, "DISK", "8KiB")) {
            for (int i = 0; i < 50; i++) {
                keeping.text(origin.url("/" + i));
            }
            assertThat(keeping.originals.diskBytes()).isLessThanOrEqualTo(8 << 10);
        }
    }

    private void fetchOnce(RawOrigin origin) {
        try (var keeping = new Keeping(folder)) {
            assertThat(keeping.text(origin.url("/a"))).isEqualTo("image");
        }
    }

    private Path onlyFile() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .reduce((a, b) -> {
                        throw new AssertionError(a + " and " + b);
                    })
                    .orElseThrow();
        }
    }

    private static byte[] flipped(byte[] bytes, int index) {
        bytes[index] ^= 1;
        return bytes;
    }
}

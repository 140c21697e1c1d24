package dev.vignette;

import static dev.vignette.ProblemAnswer.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Originals whose files are no longer what they were.
@Timeout(180)
final class LibraryDamageTest {
    private static final String COUNTER = "vignette_library_damaged_total";

    @TempDir
    private Path data;

    @Test
    void content_ofADamagedFile_isNotGivenForWhole() throws IOException {
        byte[] small = TusCalls.picture(100_000);
        byte[] large = Arrays.copyOf(small, 20 << 20);
        try (var server = new TestServer("DATA_DIR", data.toString())) {
            var ann = server.library("ann", List.of("editor"), List.of());
            for (byte[] file : List.of(small, large)) {
                String content = "/v1/images/" + ann.add(file) + "/content";
                for (int i = 0; i < 3; i++) {
                    assertThat(Arrays.equals(ann.get(content).body(), file)).isTrue();
                }
                damage(file.length);

                if (file.length == small.length) {
                    assertProblem(ann.get(content), 500, "internal");
                } else {
                    assertThatThrownBy(() -> ann.get(content))
                            .isInstanceOf(CompletionException.class)
                            .hasRootCauseInstanceOf(IOException.class);
                }
                assertThat(ann.get(content, "Range", "bytes=0-9").body())
                        .as("a part cannot be checked")
                        .isEqualTo(Arrays.copyOf(file, 10));
                assertThat(server.scrape()).contains(COUNTER + (file.length == small.length ? " 1.0" : " 2.0"));

                ann.add(file); // which mends it
                assertThat(Arrays.equals(ann.get(content).body(), file)).isTrue();
            }
        }
    }

    /// Its pixels could be read all the same.
    @Test
    void thumb_ofADamagedFile_isNotMade() throws IOException {
        byte[] picture = TusCalls.picture(100_000);
        try (var server = new TestServer("DATA_DIR", data.toString())) {
            var ann = server.library("ann", List.of("editor"), List.of());
            String image = "/v1/images/" + ann.add(picture);
            damage(picture.length);

            assertProblem(ann.get(image + "/thumb?w=20"), 500, "internal");
            assertProblem(ann.get(image + "/metadata"), 500, "internal");

            ann.add(picture); // which mends it
            assertThat(ann.get(image + "/thumb?w=20").statusCode()).isEqualTo(200);
            assertThat(ann.get(image + "/metadata").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void head_ofAFileThatIsNotWhole_saysWhatGetSays() throws IOException {
        byte[] picture = TusCalls.picture(100_000);
        try (var server = new TestServer("DATA_DIR", data.toString())) {
            var ann = server.library("ann", List.of("editor"), List.of());
            String content = "/v1/images/" + ann.add(picture) + "/content";
            var head = ann.send("HEAD", content, BodyPublishers.noBody());
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(picture.length);
            Path file = file(picture.length);

            Files.write(file, Arrays.copyOf(picture, 99_999));
            assertMissing(ann, content);
            Files.delete(file);
            assertMissing(ann, content);

            ann.add(picture); // which mends it
            assertThat(ann.send("HEAD", content, BodyPublishers.noBody()).statusCode())
                    .isEqualTo(200);
        }
    }

    private static void assertMissing(LibraryClient ann, String content) {
        assertProblem(ann.get(content), 500, "internal");
        assertThat(ann.send("HEAD", content, BodyPublishers.noBody()).statusCode())
                .isEqualTo(500);
    }

    private Path file(int length) throws IOException {
        try (Stream<Path> files = Files.walk(data.resolve("blobs"))) {
            return files.filter(path -> Files.isRegularFile(path) && size(path) == length)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static long size(Path path) {
        try {
            return Files.size(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void damage(int length) throws IOException {
        try (var file = FileChannel.open(file(length), StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(new byte[] {77, 78}), length / 2);
        }
    }
}

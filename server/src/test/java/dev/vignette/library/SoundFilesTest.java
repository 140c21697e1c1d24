package dev.vignette.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.config.Settings;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.http.Representation.Source;
import dev.vignette.image.Dimensions;
import dev.vignette.image.Format;
import dev.vignette.storage.BlobConfig;
import dev.vignette.storage.BlobKey;
import dev.vignette.storage.BlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SoundFilesTest {
    private static final int SMALL = 100_000;
    private static final int LARGE = (int) SoundFiles.FIRST + 1;

    private final BlobStore blobs;
    private final SoundFiles sound;

    SoundFilesTest(@TempDir Path folder) {
        blobs = BlobStore.open(Settings.of(Map.of()).bind(BlobConfig.class), folder);
        sound = new SoundFiles(new ImageFiles(blobs));
    }

    @AfterEach
    void close() {
        blobs.close();
    }

    @Test
    void whole_smallFile_isReadFirstAndSentByTheSystem() {
        var content = add(SMALL);

        assertThat(whole(content)).isInstanceOf(Source.File.class);
        assertThat(sound.damaged()).isZero();
    }

    @Test
    void whole_smallFileThatWasDamagedSince_isRefused() throws IOException {
        var content = add(SMALL);
        assertThat(whole(content)).isInstanceOf(Source.File.class);
        damage(content);

        for (int i = 1; i <= 2; i++) {
            assertThatThrownBy(() -> whole(content))
                    .isInstanceOfSatisfying(
                            VignetteException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL));
            assertThat(sound.damaged()).isEqualTo(i);
        }
        assertThat(add(SMALL)).as("storing it again mends it").isEqualTo(content);
        assertThat(whole(content)).isInstanceOf(Source.File.class);
    }

    @Test
    void whole_smallFileThatWasCut_isRefused() throws IOException {
        var content = add(SMALL);
        Files.write(path(content), new byte[] {1, 2, 3});

        assertThatThrownBy(() -> whole(content)).isInstanceOf(VignetteException.class);
        assertThat(sound.damaged()).isEqualTo(1);
    }

    @Test
    void whole_largeFile_isCheckedAsItIsSentForTheFirstTime() throws IOException {
        var content = add(LARGE);

        assertThat(read(content, 1000)).isEqualTo(1000);
        assertThat(whole(content)).as("it was not read to its end").isInstanceOf(Source.Elsewhere.class);
        assertThat(read(content, LARGE)).isEqualTo(LARGE);

        assertThat(whole(content)).isInstanceOf(Source.File.class);
        damage(content);
        assertThatThrownBy(() -> read(content, LARGE)).isInstanceOf(IOException.class);
        assertThat(sound.damaged()).isEqualTo(1);
        assertThat(whole(content)).isInstanceOf(Source.Elsewhere.class);
    }

    private Source whole(StoredImage.Content content) {
        return sound.whole(path(content), content);
    }

    private int read(StoredImage.Content content, int most) throws IOException {
        if (!(whole(content) instanceof Source.Elsewhere(Source.Opening opening))) {
            throw new AssertionError("it is sent by the system");
        }
        try (InputStream in = opening.open(0, content.bytes())) {
            return in.readNBytes(most).length;
        }
    }

    private StoredImage.Content add(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        try (var writer = blobs.write()) {
            writer.append(ByteBuffer.wrap(bytes));
            return new StoredImage.Content(writer.commit().sha256(), length, Format.JPEG, new Dimensions(1, 1), 1);
        }
    }

    private Path path(StoredImage.Content content) {
        return blobs.path(new BlobKey(content.sha256())).orElseThrow();
    }

    private void damage(StoredImage.Content content) throws IOException {
        Path path = path(content);
        byte[] bytes = Files.readAllBytes(path);
        bytes[bytes.length / 2] ^= 1;
        var time = Files.getLastModifiedTime(path);
        Files.write(path, bytes);
        Files.setLastModifiedTime(path, time); // as a disk does that forgets
    }
}

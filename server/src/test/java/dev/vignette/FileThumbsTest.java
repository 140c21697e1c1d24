package dev.vignette;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class FileThumbsTest {
    @Test
    void read_noLargerThanTheLimit_isTheWholeFile(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("a.jpg"), new byte[] {1, 2, 3});

        assertThat(FileThumbs.read(file, 3)).containsExactly(1, 2, 3);
        assertTooLarge(file, 2);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void read_fileWithoutEnd_isTooLarge() {
        assertTooLarge(Path.of("/dev/zero"), 1 << 20);
    }

    private static void assertTooLarge(Path file, int maxBytes) {
        var failure = catchThrowableOfType(VignetteException.class, () -> FileThumbs.read(file, maxBytes));
        assertThat(failure.code()).isEqualTo(ErrorCode.SOURCE_TOO_LARGE);
        assertThat(failure).hasMessageContaining(file.toString()).hasMessageContaining("bytes");
    }
}

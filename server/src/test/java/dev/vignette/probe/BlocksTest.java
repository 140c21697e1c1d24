package dev.vignette.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlocksTest {
    private static final byte[] FILE = random(100_001);

    @Test
    void u32_anywhere_isThatOfTheFile() {
        var here = Window.of(FILE);
        var there = Window.of(new LookedAt(FILE));
        for (int at = 0; at + 4 <= FILE.length; at += 3) {
            assertThat(there.u32(at)).isEqualTo(here.u32(at));
        }
        assertThat(there.part(99_000, 1001).buffer())
                .isEqualTo(here.part(99_000, 1001).buffer());
        assertThat(there.latin1(16_380, 10)).isEqualTo(here.latin1(16_380, 10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png", "gif", "tiff"})
    void probe_largeFile_readsItsHeaderAlone(String format) {
        byte[] picture = Probing.written(format, 90, 70);
        var file = new LookedAt(Arrays.copyOf(picture, 20 << 20));

        assertThat(HeaderProbe.probe(file)).isEqualTo(HeaderProbe.probe(picture));
        assertThat(file.count()).isLessThanOrEqualTo(32 << 10);
    }

    /// Two directories that lead to one another, as far apart as the file is long.
    @Test
    void probe_directoriesToAndFro_costsNoMoreThanAFewReadings() {
        int length = 4 << 20;
        byte[] file = new byte[length];
        byte[] head = FileBytes.file().text("MM").be(2, 42).be(4, 8).array();
        System.arraycopy(head, 0, file, 0, head.length);
        for (int at = 8, next; at < length - 100_000; at = next) {
            // Blocks that displace one another: each directory is four blocks further, and at the end it begins anew.
            next = at + (64 << 10) + 32;
            byte[] page = page(next < length - 100_000 ? next : 8);
            System.arraycopy(page, 0, file, at, page.length);
        }
        var looked = new LookedAt(file);

        var failure = catchThrowableOfType(VignetteException.class, () -> HeaderProbe.probe(looked));

        assertThat(failure.code()).isEqualTo(ErrorCode.BROKEN_IMAGE);
        assertThat(looked.count()).isLessThanOrEqualTo(8L * length);
    }

    private static byte[] page(int next) {
        return FileBytes.file()
                .be(2, 2, 256, 3)
                .be(4, 1)
                .be(2, 10, 0, 257, 3)
                .be(4, 1)
                .be(2, 10, 0)
                .be(4, next)
                .array();
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}

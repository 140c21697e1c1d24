package dev.vignette.vips;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// The process neither keeps native objects nor grows over thousands of mixed conversions, good and broken.
///
/// The resident memory of a JVM grows in steps of its own, when its compiler asks for more (its heap is all resident
/// from the start here). A leak grows with every conversion, so the median of several growths is what counts.
class MemoryTest {
    private static final int ROUNDS = 1_000;
    private static final int WINDOWS = 5;
    private static final long GROWTH_ALLOWED = 2L << 20;

    @Test
    @EnabledOnOs(OS.LINUX)
    void conversions_thousandsOfThem_memoryStaysFlat() throws IOException {
        Vips vips = TestLibrary.load();
        byte[][] files = {
            TestLibrary.encoded(vips, Saver.JPEG, 160, 120),
            TestLibrary.encoded(vips, Saver.PNG, 160, 120),
            TestLibrary.encoded(vips, Saver.WEBP, 160, 120),
            TestLibrary.encoded(vips, Saver.GIF, 160, 120),
        };
        Loader[] loaders = {Loader.JPEG, Loader.PNG, Loader.WEBP, Loader.GIF};
        long[] growth = new long[WINDOWS];
        long before = 0;
        for (int window = -1; window < WINDOWS; window++) {
            for (int i = 0; i < ROUNDS; i++) {
                convert(vips, loaders[i % 4], files[i % 4], i);
            }
            long now = resident();
            if (window >= 0) {
                growth[window] = now - before;
            }
            before = now;
        }
        TestLibrary.assertNothingLives(vips);
        Arrays.sort(growth);
        assertThat(growth[WINDOWS / 2])
                .as("the median of bytes grown in %d conversions: %s", ROUNDS, Arrays.toString(growth))
                .isLessThan(GROWTH_ALLOWED);
    }

    private static void convert(Vips vips, Loader loader, byte[] file, int round) {
        boolean broken = round % 10 == 9;
        ByteBuffer bytes =
                ByteBuffer.wrap(file, 0, broken ? file.length / 3 : file.length).slice();
        try (VipsSession session = vips.open()) {
            VipsImage image = session.load(loader, bytes, Map.of("fail-on", "error", "access", "sequential"));
            VipsImage small = image.thumbnail(64, 48, true).inMemory();
            Saver saver = round % 3 == 0 ? Saver.WEBP : round % 3 == 1 ? Saver.JPEG : Saver.PNG;
            assertThat(small.save(saver, Map.of())).isNotEmpty();
            assertThat(broken).isFalse();
        } catch (VipsException e) {
            assertThat(broken).as(e.getMessage()).isTrue();
        }
    }

    /// Resident bytes of this process.
    private static long resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")) << 10)
                .findFirst()
                .orElseThrow();
    }
}

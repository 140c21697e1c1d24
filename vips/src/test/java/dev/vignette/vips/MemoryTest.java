package dev.vignette.vips;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// The process neither keeps native objects nor grows over thousands of mixed conversions, good and broken.
///
/// The memory of a JVM grows and shrinks in steps of its own, when its compiler asks for more and gives it back (its
/// heap is all resident from the start here). A leak is in every window of conversions, so what counts is what most of
/// them grew by at least.
@EnabledOnOs(OS.LINUX)
class MemoryTest {
    private static final int CONVERSIONS = 200;
    private static final int WINDOWS = 8;

    /// 2 KiB a conversion.
    private static final long GROWTH_ALLOWED = CONVERSIONS * (2L << 10);

    private final Vips vips = TestLibrary.load();
    private final Loader[] loaders = {Loader.JPEG, Loader.PNG, Loader.WEBP, Loader.GIF};
    private final byte[][] files = {
        TestLibrary.encoded(vips, Saver.JPEG, 160, 120),
        TestLibrary.encoded(vips, Saver.PNG, 160, 120),
        TestLibrary.encoded(vips, Saver.WEBP, 160, 120),
        TestLibrary.encoded(vips, Saver.GIF, 160, 120),
    };

    @Test
    void conversions_thousandsOfThem_memoryStaysFlat() throws IOException {
        long[] growth = growth(() -> {});

        TestLibrary.assertNothingLives(vips);
        assertThat(steady(growth)).as(Arrays.toString(growth)).isLessThan(GROWTH_ALLOWED);
    }

    /// What the test above could not see would be no use.
    @Test
    void conversions_thatLeakABit_areFound() throws IOException {
        List<MemorySegment> leaked = new ArrayList<>();
        try {
            long[] growth = growth(() -> leaked.add(NativeMemory.take(8 << 10)));

            assertThat(steady(growth)).as(Arrays.toString(growth)).isGreaterThan(GROWTH_ALLOWED);
        } finally {
            leaked.forEach(NativeMemory::free);
        }
    }

    /// The bytes that five of eight windows, all but the three least, grew by at least.
    private static long steady(long[] growth) {
        return Arrays.stream(growth).sorted().toArray()[3];
    }

    /// Bytes by which the process grew in each of several windows. One more goes before them.
    private long[] growth(Runnable afterEach) throws IOException {
        long[] growth = new long[WINDOWS];
        long before = 0;
        for (int window = -1; window < WINDOWS; window++) {
            for (int i = 0; i < CONVERSIONS; i++) {
                convert(loaders[i % 4], files[i % 4], i);
                afterEach.run();
            }
            long now = NativeMemory.resident();
            if (window >= 0) {
                growth[window] = now - before;
            }
            before = now;
        }
        return growth;
    }

    private void convert(Loader loader, byte[] file, int round) {
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
}

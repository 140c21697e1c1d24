package dev.vignette.vips;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VipsTest {
    private static Vips vips;

    @BeforeAll
    static void load() {
        vips = TestLibrary.load();
    }

    @AfterEach
    void nothingLeaks() {
        TestLibrary.assertNothingLives(vips);
    }

    @Test
    void load_noLibraryThere_saysSo(@TempDir Path empty) {
        assertThatThrownBy(() -> Vips.load(empty, EnumSet.noneOf(Loader.class)))
                .isInstanceOf(VipsException.class)
                .hasMessageContaining("there is no libvips for");
    }

    @Test
    void load_notALibrary_saysSo(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("libvips.so"), "not a library");
        assertThatThrownBy(() -> Vips.load(file, EnumSet.noneOf(Loader.class)))
                .isInstanceOf(VipsException.class)
                .hasMessageContaining("cannot be loaded");
    }

    @ParameterizedTest
    @EnumSource(
            value = Saver.class,
            names = {"JPEG", "PNG", "WEBP", "HEIF", "GIF"})
    void save_eachFormat_loadsBackWithItsSize(Saver saver) {
        byte[] file = TestLibrary.encoded(vips, saver, 40, 30);
        try (VipsSession session = vips.open()) {
            VipsImage image = session.load(TestLibrary.loaderOf(saver), ByteBuffer.wrap(file), Map.of());
            assertThat(image.width()).isEqualTo(40);
            assertThat(image.height()).isEqualTo(30);
        }
    }

    @Test
    void load_directBuffer_readsTheSamePixels() {
        byte[] file = TestLibrary.encoded(vips, Saver.PNG, 40, 30);
        ByteBuffer direct = ByteBuffer.allocateDirect(file.length).put(file).flip();
        try (VipsSession session = vips.open()) {
            byte[] fromHeap =
                    session.load(Loader.PNG, ByteBuffer.wrap(file), Map.of()).pixels();
            byte[] fromDirect = session.load(Loader.PNG, direct, Map.of()).pixels();
            assertThat(fromDirect).isEqualTo(fromHeap).isEqualTo(TestLibrary.gradient(40, 30));
        }
    }

    @Test
    void load_brokenFile_throwsWithText() {
        try (VipsSession session = vips.open()) {
            assertThatThrownBy(() -> session.load(Loader.JPEG, ByteBuffer.wrap(new byte[] {1, 2, 3}), Map.of()))
                    .isInstanceOf(VipsException.class)
                    .message()
                    .isNotBlank();
        }
    }

    @Test
    void save_truncatedFile_throwsAndReleasesAll() {
        byte[] file = TestLibrary.encoded(vips, Saver.JPEG, 400, 300);
        ByteBuffer half = ByteBuffer.wrap(file, 0, file.length / 2).slice();
        try (VipsSession session = vips.open()) {
            VipsImage image = session.load(Loader.JPEG, half, Map.of("fail-on", "error", "access", "sequential"));
            assertThatThrownBy(() -> image.save(Saver.JPEG, Map.of())).isInstanceOf(VipsException.class);
        }
    }

    @Test
    void call_wrongArgument_throwsInsteadOfCrashing() {
        try (VipsSession session = vips.open()) {
            VipsImage image = session.ofPixels(TestLibrary.gradient(8, 8), 8, 8, 3);
            assertThatThrownBy(() -> image.call("gaussblur", Map.of("nonsense", "1")))
                    .isInstanceOf(VipsException.class);
            assertThatThrownBy(() -> image.call("gaussblur", Map.of("sigma", "much")))
                    .isInstanceOf(VipsException.class);
            assertThatThrownBy(() -> image.call("no_such_operation", Map.of())).isInstanceOf(VipsException.class);
        }
    }

    @Test
    void thumbnail_exactSize_hasIt() {
        try (VipsSession session = vips.open()) {
            VipsImage image = session.ofPixels(TestLibrary.gradient(80, 60), 80, 60, 3);
            VipsImage small = image.thumbnail(20, 31, true);
            assertThat(small.width()).isEqualTo(20);
            assertThat(small.height()).isEqualTo(31);
        }
    }

    @Test
    void interestingArea_oneBrightSpot_isThere() {
        byte[] pixels = new byte[200 * 50 * 3];
        for (int y = 10; y < 40; y++) {
            for (int x = 150; x < 180; x++) {
                pixels[(y * 200 + x) * 3] = (byte) (x * y % 7 * 36);
            }
        }
        try (VipsSession session = vips.open()) {
            VipsImage image = session.ofPixels(pixels, 200, 50, 3);
            assertThat(image.interestingArea(50, 50, "attention").left()).isBetween(125, 150);
            assertThat(image.interestingArea(50, 50, "entropy").left()).isBetween(100, 150);
        }
    }

    @Test
    void stack_twoPages_pagesAreCounted() {
        try (VipsSession session = vips.open()) {
            VipsImage page = session.ofPixels(TestLibrary.gradient(8, 6), 8, 6, 3);
            VipsImage stack = session.stack(List.of(page, page)).with("page-height", 6);
            assertThat(stack.pages()).isEqualTo(2);
            assertThat(stack.height()).isEqualTo(12);
        }
    }

    @Test
    void without_field_removesIt() {
        try (VipsSession session = vips.open()) {
            VipsImage image =
                    session.ofPixels(TestLibrary.gradient(8, 6), 8, 6, 3).with("page-height", 3);
            assertThat(image.fields()).contains("page-height");
            assertThat(image.without(List.of("page-height")).has("page-height")).isFalse();
            assertThat(image.has("page-height")).isTrue();
            assertThat(image.text("page-height")).contains("3");
        }
    }

    @Test
    void load_blockedLoader_isRefused(@TempDir Path folder) throws IOException {
        Path matrix = Files.writeString(folder.resolve("m.mat"), "1 1\n7\n");
        try (VipsSession session = vips.open()) {
            assertThatThrownBy(() -> session.call("matrixload", load -> load.set("filename", matrix.toString())))
                    .isInstanceOf(VipsException.class)
                    .hasMessageContaining("blocked");
        }
    }

    /// It would take minutes.
    private static VipsImage blurred(VipsSession session) {
        return session.ofPixels(new byte[3000 * 3000 * 3], 3000, 3000, 3)
                .call("gaussblur", Map.of("sigma", "400", "min-ampl", "0.01"));
    }

    @Test
    @Timeout(120)
    void cancel_workUnderWay_endsItWithAnError() throws InterruptedException {
        var started = new CountDownLatch(1);
        var opened = new AtomicReference<VipsSession>();
        var work = CompletableFuture.supplyAsync(
                () -> {
                    try (VipsSession session = vips.open()) {
                        opened.set(session);
                        VipsImage image = blurred(session);
                        started.countDown();
                        return image.inMemory().width();
                    } finally {
                        vips.endThread();
                    }
                },
                task -> Thread.ofPlatform().start(task));
        started.await();

        opened.get().cancel();

        assertThatThrownBy(work::join).hasCauseInstanceOf(VipsException.class);
        opened.get().cancel(); // it is closed by now
    }

    @Test
    void cancel_beforeTheWork_refusesIt() {
        try (VipsSession session = vips.open()) {
            VipsImage before = session.ofPixels(new byte[3], 1, 1, 3);
            session.cancel();

            assertThatThrownBy(before::pixels).isInstanceOf(VipsException.class);
            assertThatThrownBy(() -> before.save(Saver.PNG, Map.of())).isInstanceOf(VipsException.class);
            assertThatThrownBy(() -> session.ofPixels(new byte[3], 1, 1, 3)).isInstanceOf(VipsException.class);
        }
    }
}

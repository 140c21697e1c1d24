package dev.vignette.vips;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// The library under test and small pictures made with it.
final class TestLibrary {
    private TestLibrary() {}

    static Vips load() {
        return Vips.load(Path.of(System.getProperty("vignette.native")), EnumSet.allOf(Loader.class));
    }

    /// No object and no pixel memory is left. A thread of libvips may let go of its last ones a moment after the call
    /// that it worked for has returned.
    static void assertNothingLives(Vips vips) {
        long patience = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (lives(vips) && System.nanoTime() < patience) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(vips.liveObjects()).isZero();
        assertThat(vips.allocations()).isZero();
        assertThat(vips.memory()).isZero();
    }

    private static boolean lives(Vips vips) {
        return vips.liveObjects() > 0 || vips.allocations() > 0 || vips.memory() > 0;
    }

    static byte[] encoded(Vips vips, Saver saver, int width, int height) {
        try (VipsSession session = vips.open()) {
            Map<String, String> arguments = saver == Saver.HEIF ? Map.of("compression", "av1") : Map.of();
            return session.ofPixels(gradient(width, height), width, height, 3).save(saver, arguments);
        }
    }

    static Loader loaderOf(Saver saver) {
        return switch (saver) {
            case JPEG -> Loader.JPEG;
            case PNG -> Loader.PNG;
            case WEBP -> Loader.WEBP;
            case HEIF -> Loader.HEIF;
            case GIF -> Loader.GIF;
        };
    }

    /// RGB: red grows to the right, green grows down.
    static byte[] gradient(int width, int height) {
        byte[] pixels = new byte[width * height * 3];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int at = (y * width + x) * 3;
                pixels[at] = (byte) (x * 255 / width);
                pixels[at + 1] = (byte) (y * 255 / height);
                pixels[at + 2] = 100;
            }
        }
        return pixels;
    }
}

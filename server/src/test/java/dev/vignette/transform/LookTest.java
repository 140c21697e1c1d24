package dev.vignette.transform;

import static dev.vignette.transform.Distance.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.image.Format;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Background, blur, sharpening and quality.
final class LookTest extends Transforming {
    private static final Raster FADING = Drawings.fading(120, 80);
    private static final Raster EDGE =
            Raster.of(100, 60, (x, y) -> x < 50 ? Drawings.rgb(80, 80, 80) : Drawings.rgb(180, 180, 180));

    @ParameterizedTest
    @CsvSource({
        "f=jpeg, ffffff, 1.5",
        "f=jpeg&bg=2d55c8, 2d55c8, 1.5",
        "f=jpeg&bg=000, 000000, 1.5",
        "f=png&bg=2d55c8, 2d55c8, 0.5",
        "f=webp&bg=2d55c8, 2d55c8, 2",
        "f=avif&bg=2d55c8, 2d55c8, 2",
        "f=gif&bg=2d55c8, 2d55c8, 2",
    })
    void transform_alphaOverBackground_isOpaque(String options, String color, double bound) {
        Raster expected = FADING.over(Integer.parseInt(color, 16)).scaled(60, 40);
        Raster result = picture(Originals.png(FADING), options + "&w=60");
        assertThat(result.hasAlpha()).isFalse();
        assertClose(result, expected, bound, 12);
    }

    /// Source over destination, both half clear (Porter and Duff).
    @Test
    void transform_alphaOverHalfClearBackground_mixesBoth() {
        Raster half = Drawings.plain(20, 20, 0x80d83a34);
        Raster result = picture(Originals.png(half), "f=png&bg=2d55c880");
        // 128/255 of red over 128/255 of blue: alpha .752, red's share .668.
        Raster expected = Drawings.plain(20, 20, 0xc09f4365);
        assertClose(result, expected, 1, 2);
        assertThat(result.at(3, 3) >>> 24).isBetween(190, 193);
    }

    @Test
    void transform_greyAlphaOverColour_isColoured() {
        Raster grey = Raster.of(40, 40, (x, y) -> x < 20 ? 0 : Drawings.rgb(90, 90, 90));
        Raster result = picture(Originals.greyAlphaPng(grey), "f=png&bg=d83a34");
        assertClose(result, grey.over(Drawings.RED), 0, 0);
        assertClose(picture(Originals.greyAlphaPng(grey), "f=png"), grey, 0, 0);
    }

    /// There is nothing behind a JPEG but white, so a half clear background is mixed with that.
    @ParameterizedTest
    @CsvSource({"bg=00000000, ffffffff", "bg=d83a3480, ffeb9c99"})
    void transform_clearBackgroundOntoJpeg_showsWhite(String options, String color) {
        int expected = Integer.parseUnsignedInt(color, 16);
        byte[] clear = Originals.png(Drawings.plain(24, 24, 0));
        assertClose(picture(clear, "f=jpeg&" + options), Drawings.plain(24, 24, expected), 1, 1.5);
        byte[] opaque = Originals.png(Drawings.plain(24, 12, expected));
        assertClose(
                picture(opaque, "w=24&h=24&fit=contain&f=jpeg&" + options), Drawings.plain(24, 24, expected), 1, 1.5);
    }

    @ParameterizedTest
    @CsvSource({
        "f=png, 00000000",
        "f=jpeg, ffffffff",
        "f=png&bg=2d55c8, ff2d55c8",
        "f=png&bg=2d55c880, 802d55c8",
        "f=jpeg&bg=2d55c8, ff2d55c8"
    })
    void transform_letterbox_isFilled(String options, String color) {
        Raster plain = Drawings.plain(64, 32, Drawings.YELLOW);
        Raster expected = plain.placed(64, 64, 0, 16, Integer.parseUnsignedInt(color, 16));
        assertClose(picture(Originals.png(plain), "w=64&h=64&fit=contain&" + options), expected, 0.5, 3);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 76", "1, 40", "3, 13", "10, 4"})
    void transform_blur_softensAnEdge(double sigma, int step) {
        assertThat(stepAtEdge(picture(Originals.png(EDGE), "f=png"))).isEqualTo(100);
        // The middle weight of a sampled Gaussian, which is 100 / (sigma sqrt(2 pi)) but for the small ones.
        assertThat(stepAtEdge(picture(Originals.png(EDGE), "f=png&blur=" + sigma)))
                .isBetween(step - 2, step + 2);
    }

    @Test
    void transform_blurOfBadge_hasNoDarkFringe() {
        Raster badge = Drawings.badge(60, 60, Drawings.YELLOW);
        Raster result = picture(Originals.png(badge), "f=png&blur=4");
        for (int x = 0; x < 60; x++) {
            int color = result.at(x, 30);
            if (color >>> 24 > 16) {
                assertThat(color >> 16 & 255)
                        .as("red at " + x + " of " + Integer.toHexString(color))
                        .isGreaterThan(215);
            }
        }
        assertThat(result.at(10, 30) >>> 24).isBetween(80, 190);
    }

    /// Also where only one side changes.
    @ParameterizedTest
    @CsvSource({"w=30&h=30, 30, 30", "w=30&h=60, 30, 60", "w=60&h=30, 60, 30", "w=60&h=59, 60, 59"})
    void transform_scaledBadge_hasNoDarkFringe(String options, int width, int height) {
        Raster badge = Drawings.badge(60, 60, Drawings.YELLOW);
        for (byte[] original : new byte[][] {
            Originals.png(badge), Originals.deepAlphaPng(badge), natives().webp(badge)
        }) {
            Raster result = picture(original, "f=png&fit=fill&" + options);
            assertThat(result.width()).isEqualTo(width);
            assertThat(result.height()).isEqualTo(height);
            for (int i = 0; i < width * height; i++) {
                int color = result.at(i % width, i / width);
                assertThat(color >>> 24 < 16 || (color >> 16 & 255) > 225)
                        .as(Integer.toHexString(color))
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 2})
    void transform_sharpen_overshootsAnEdge(double sigma) {
        Raster result = picture(Originals.png(EDGE), "f=png&sharpen=" + sigma);
        assertThat(result.at(49, 30) & 255).isLessThan(78);
        assertThat(result.at(50, 30) & 255).isGreaterThan(182);
        assertThat(result.at(10, 30) & 255).isBetween(79, 81);
    }

    @Test
    void transform_sharpenOfBadge_keepsItsColour() {
        Raster badge = Drawings.badge(60, 60, Drawings.YELLOW);
        assertClose(picture(Originals.png(badge), "f=png&sharpen=1"), badge, 0.5, 8);
    }

    @ParameterizedTest
    @CsvSource({"JPEG", "WEBP", "AVIF"})
    void transform_quality_costsBytesAndComesCloser(Format format) {
        Raster photo = Drawings.photo(200, 150);
        byte[] original = Originals.png(photo);
        int lastSize = 0;
        double lastDistance = 100;
        for (int quality : new int[] {5, 30, 60, 95}) {
            String options = "q=" + quality + "&f=" + format.parameter();
            int size = file(original, options).length;
            double distance =
                    Distance.between(picture(original, options), photo).mean();
            assertThat(size).as(options).isGreaterThan(lastSize);
            assertThat(distance).as(options).isLessThan(lastDistance);
            lastSize = size;
            lastDistance = distance;
        }
    }

    @ParameterizedTest
    @CsvSource({"JPEG, 90", "WEBP, 85", "AVIF, 75"})
    void transform_noQuality_isTheDefault(Format format, int quality) {
        byte[] original = Originals.png(Drawings.photo(60, 40));
        String options = "f=" + format.parameter();
        assertThat(file(original, options)).isEqualTo(file(original, options + "&q=" + quality));
    }

    private static int stepAtEdge(Raster picture) {
        return (picture.at(50, 30) & 255) - (picture.at(49, 30) & 255);
    }
}

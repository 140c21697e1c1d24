package dev.vignette.transform;

import static dev.vignette.transform.Distance.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Even borders go, whatever they are made of.
final class TrimTest extends Transforming {
    private static final Raster PHOTO = Drawings.photo(90, 60);

    @ParameterizedTest
    @ValueSource(ints = {Drawings.WHITE, Drawings.BLACK, Drawings.RED})
    void transform_evenBorder_isCutOff(int color) {
        Raster framed = PHOTO.placed(140, 100, 20, 30, color);
        assertClose(picture(Originals.png(framed), "trim=1&f=png"), PHOTO, 0, 0);
        assertClose(picture(Originals.png(framed), "trim=true&w=45&f=png"), PHOTO.scaled(45, 30), 0.5, 3);
        Raster corner = framed.cut(10, 40, 100, 50);
        assertClose(picture(Originals.png(framed), "crop=10,40,100,50&trim=1&f=png"), corner.cut(10, 0, 90, 50), 0, 0);
    }

    @Test
    void transform_borderWithJpegNoise_isCutOff() {
        Raster framed = Drawings.quadrants(80, 64).placed(128, 112, 24, 24, Drawings.WHITE);
        Raster result = picture(Originals.jpeg(framed), "trim=40&f=png");
        assertThat(result.width()).isBetween(79, 82);
        assertThat(result.height()).isBetween(63, 66);
    }

    @Test
    void transform_greyAndDeepBorder_isCutOff() {
        Raster grey = Drawings.grey(90, 60).placed(140, 100, 20, 30, Drawings.WHITE);
        assertClose(picture(Originals.greyPng(grey), "trim=1&f=png"), grey.cut(20, 30, 90, 60), 0, 0);
        Raster framed = PHOTO.placed(140, 100, 20, 30, Drawings.WHITE);
        assertClose(picture(Originals.deepPng(framed), "trim=5&f=png"), PHOTO, 0.5, 1);
    }

    /// What is clear is stored as black, the colour of the drawing itself.
    @ParameterizedTest
    @ValueSource(ints = {0xff000000, 0xffffffff, 0xff2d55c8})
    void transform_clearBorder_isCutOff(int color) {
        Raster framed = Drawings.plain(40, 30, color).placed(100, 80, 25, 35, 0);
        assertClose(picture(Originals.png(framed), "trim=10&f=png"), Drawings.plain(40, 30, color), 0, 0);
        assertClose(picture(natives().webp(framed), "trim=10&f=png"), Drawings.plain(40, 30, color), 0, 0);
    }

    @Test
    void transform_opaqueBorderOfAlphaPicture_isCutOff() {
        Raster framed = Drawings.fading(60, 40).placed(100, 80, 25, 35, Drawings.BLUE);
        assertClose(picture(Originals.png(framed), "trim=1&f=png"), Drawings.fading(60, 40), 0, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {Drawings.WHITE, Drawings.RED, 0})
    void transform_nothingButBorder_staysWhole(int color) {
        Raster plain = Drawings.plain(50, 40, color);
        assertClose(picture(Originals.png(plain), "trim=true&f=png"), plain, 0, 0);
    }

    @Test
    void transform_trimAndBox_ratioIsOfWhatIsLeft() {
        Raster framed = Drawings.plain(80, 20, Drawings.RED).placed(100, 100, 10, 40, Drawings.WHITE);
        Raster result = picture(Originals.png(framed), "trim=true&w=40&h=40&f=png");
        assertClose(result, Drawings.plain(40, 10, Drawings.RED), 0, 0);
    }
}

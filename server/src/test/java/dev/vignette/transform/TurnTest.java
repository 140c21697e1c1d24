package dev.vignette.transform;

import static dev.vignette.transform.Distance.assertClose;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Turning and mirroring, asked for and by EXIF.
final class TurnTest extends Transforming {
    private static final Raster UPRIGHT = Drawings.quadrants(96, 64);

    static Stream<Arguments> turns() {
        return Stream.of(0, 90, 180, 270)
                .flatMap(rot -> Stream.of("", "h", "v", "hv").map(flip -> Arguments.of(rot, flip)));
    }

    static Stream<Arguments> orientationsAndTurns() {
        return IntStream.rangeClosed(1, 8)
                .boxed()
                .flatMap(exif -> turns().map(turn -> Arguments.of(exif, turn.get()[0], turn.get()[1])));
    }

    static IntStream orientations() {
        return IntStream.rangeClosed(1, 8);
    }

    @ParameterizedTest
    @MethodSource("turns")
    void transform_rotAndFlip_shufflePixels(int rot, String flip) {
        assertClose(picture(Originals.png(UPRIGHT), "f=png" + turn(rot, flip)), turned(UPRIGHT, rot, flip), 0, 0);
    }

    @ParameterizedTest
    @MethodSource("orientationsAndTurns")
    void transform_exifThenTurn_isLaidUprightFirst(int exif, int rot, String flip) {
        byte[] original = ExifBlock.oriented(exif).inPng(Originals.png(UPRIGHT.storedAs(exif)));
        assertClose(picture(original, "f=png" + turn(rot, flip)), turned(UPRIGHT, rot, flip), 0, 0);
    }

    @ParameterizedTest
    @MethodSource("orientations")
    void transform_exifInJpeg_resizesTheUpright(int exif) {
        byte[] original = stored(exif);
        assertClose(picture(original, "w=48&f=png"), UPRIGHT.scaled(48, 32), 1.2, 20);
        assertClose(picture(original, "h=48&f=png"), UPRIGHT.scaled(72, 48), 1.2, 20);
        assertClose(picture(original, "w=30&h=32&fit=fill&f=png"), UPRIGHT.scaled(30, 32), 1.2, 20);
    }

    @ParameterizedTest
    @MethodSource("orientations")
    void transform_exifAndCrop_cropsTheUpright(int exif) {
        assertClose(picture(stored(exif), "crop=4,2,60,40&f=png"), UPRIGHT.cut(4, 2, 60, 40), 1.8, 20);
        assertClose(
                picture(stored(exif), "crop=48,32,90,90&w=24&f=png"), Drawings.plain(24, 16, Drawings.YELLOW), 1.8, 20);
    }

    @ParameterizedTest
    @MethodSource("orientations")
    void transform_exifAndCover_keepsTheUprightSide(int exif) {
        Raster northeast = UPRIGHT.scaled(48, 32).cut(28, 0, 20, 32);
        assertClose(picture(stored(exif), "w=20&h=32&fit=cover&g=ne&f=png"), northeast, 1.2, 20);
    }

    @ParameterizedTest
    @MethodSource("orientations")
    void transform_exifAndTrim_findsTheUprightBorder(int exif) {
        Raster framed = UPRIGHT.placed(120, 100, 7, 11, Drawings.WHITE);
        byte[] original = ExifBlock.oriented(exif).inPng(Originals.png(framed.storedAs(exif)));
        assertClose(picture(original, "trim=10&f=png"), UPRIGHT, 0, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 6, 8})
    void transform_exifInOtherFormats_isApplied(int exif) {
        byte[] tiff = ExifBlock.oriented(exif).bytes();
        byte[] webp = WebpFile.withExif(natives().webp(UPRIGHT.storedAs(exif)), tiff);
        assertClose(picture(webp, "f=png"), UPRIGHT, 0, 0);
        assertClose(picture(Originals.tiff(exif, UPRIGHT.storedAs(exif)), "f=png"), UPRIGHT, 0, 0);
    }

    private static byte[] stored(int exif) {
        return ExifBlock.oriented(exif).inJpeg(Originals.jpeg(UPRIGHT.storedAs(exif)));
    }

    private static String turn(int rot, String flip) {
        return "&rot=" + rot + (flip.isEmpty() ? "" : "&flip=" + flip);
    }

    private static Raster turned(Raster picture, int rot, String flip) {
        Raster turned = picture.turned(rot / 90);
        Raster mirrored = flip.contains("h") ? turned.mirrored() : turned;
        return flip.contains("v") ? mirrored.turned(2).mirrored() : mirrored;
    }
}

package dev.vignette.transform;

import static dev.vignette.transform.Distance.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.error.ErrorCode;
import dev.vignette.image.Dimensions;
import dev.vignette.image.Orientation;
import dev.vignette.options.Crop;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A rectangle of the original: the right one, to a pixel of the result, whatever its decoder left out.
final class CropTest extends Transforming {
    private final Raster big = Drawings.photo(2400, 1600);
    private final byte[] bigJpeg = Originals.jpeg(big);
    private final byte[] bigWebp = natives().lossyWebp(big);

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "1300, 700", "1399, 799", "517, 333", "1155, 5"})
    void transform_cropThenShrink_isTheRightRectangle(int x, int y) {
        String options = "crop=" + x + "," + y + ",1000,800&f=png&w=";
        for (int width : new int[] {200, 110, 63}) {
            Raster expected = big.cut(x, y, 1000, 800).scaled(width, Math.round(width * 0.8f));
            assertClose(picture(bigJpeg, options + width), expected, 0.8, 9);
            assertClose(picture(bigWebp, options + width), expected, 0.8, 9);
        }
    }

    /// A cross of one colour on another tells where the pixels went better than a photograph.
    @ParameterizedTest
    @CsvSource({"1001, 603, 200", "1003, 599, 111", "997, 613, 97", "1014, 611, 55"})
    void transform_cropOfACross_hasItInPlace(int x, int y, int width) {
        Raster cross = Raster.of(
                2000,
                1500,
                (i, j) -> Math.abs(i - 1400) < 25 || Math.abs(j - 1000) < 25 ? Drawings.YELLOW : Drawings.BLUE);
        Raster result = picture(Originals.jpeg(cross), "crop=" + x + "," + y + ",800,800&f=png&w=" + width);
        double scale = width / 800.0;
        assertThat(centreOfYellow(result, true)).isCloseTo((1399.5 - x + 0.5) * scale - 0.5, within(0.6));
        assertThat(centreOfYellow(result, false)).isCloseTo((999.5 - y + 0.5) * scale - 0.5, within(0.6));
    }

    private static Offset<Double> within(double distance) {
        return Offset.offset(distance);
    }

    /// Along the first row or the first column.
    private static double centreOfYellow(Raster picture, boolean row) {
        double weight = 0;
        double sum = 0;
        for (int i = 0; i < (row ? picture.width() : picture.height()); i++) {
            int color = row ? picture.at(i, 0) : picture.at(0, i);
            double yellow = Math.max(0, (color >> 16 & 255) - 0x35);
            weight += yellow;
            sum += yellow * i;
        }
        return sum / weight;
    }

    @Test
    void transform_cropOverTheEdge_isCutThere() {
        Raster photo = Drawings.photo(120, 80);
        assertClose(picture(Originals.png(photo), "crop=100,60,500,500&f=png"), photo.cut(100, 60, 20, 20), 0, 0);
        assertClose(picture(Originals.png(photo), "crop=119,79,1,1&f=png"), photo.cut(119, 79, 1, 1), 0, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"crop=120,0,10,10", "crop=0,80,10,10", "crop=5000,5000,1,1&w=50"})
    void transform_cropOutside_isABadParameter(String options) {
        var refusal = refused(Originals.png(Drawings.photo(120, 80)), options);
        assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_PARAMETER);
        assertThat(refusal.parameter()).contains("crop");
        assertThat(refusal).hasMessageContaining("120 × 80");
    }

    /// A rectangle that holds one pixel must hold the same pixel wherever that went.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void map_eachOrientation_followsThePixels(int exif) {
        Orientation orientation = Orientation.ofExif(exif);
        Raster marked = Raster.of(7, 5, (x, y) -> x >= 1 && x < 4 && y >= 3 && y < 5 ? 1 : 0);
        Raster mirrored = orientation.mirrored() ? marked.mirrored() : marked;
        Raster moved = mirrored.turned(orientation.quarterTurns());
        Crop crop = CropStep.map(new Crop(1, 3, 3, 2), new Dimensions(7, 5), orientation);
        Raster expected = Raster.of(moved.width(), moved.height(), (x, y) -> {
            boolean inside =
                    x >= crop.x() && x < crop.x() + crop.width() && y >= crop.y() && y < crop.y() + crop.height();
            return inside ? 1 : 0;
        });
        assertThat(moved.bytes(false)).isEqualTo(expected.bytes(false));
    }
}

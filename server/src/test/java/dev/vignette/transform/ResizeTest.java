package dev.vignette.transform;

import static dev.vignette.transform.Distance.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The five fits, to both sides and one side, of originals larger and smaller than the box.
final class ResizeTest extends Transforming {
    private static final Raster PHOTO = Drawings.photo(120, 80);

    private final Raster big = Drawings.photo(1601, 1001);
    private final byte[] bigJpeg = Originals.jpeg(big);
    private final byte[] bigWebp = natives().lossyWebp(big);

    /// The size of the picture in the result, and of the result.
    @ParameterizedTest
    @CsvSource({
        "'', 120x80, 120x80",
        "w=60&h=60, 60x40, 60x40",
        "w=60&h=60&fit=outside, 90x60, 90x60",
        "w=60&h=60&fit=cover, 90x60, 60x60",
        "w=60&h=60&fit=contain, 60x40, 60x60",
        "w=60&h=60&fit=fill, 60x60, 60x60",
        "w=60&h=20, 30x20, 30x20",
        "w=60&h=20&fit=outside, 60x40, 60x40",
        "w=60&h=20&fit=cover, 60x40, 60x20",
        "w=60&h=20&fit=contain, 30x20, 60x20",
        "w=60&h=20&fit=fill, 60x20, 60x20",
        "w=60, 60x40, 60x40",
        "w=60&fit=outside, 60x40, 60x40",
        "w=60&fit=cover, 60x40, 60x40",
        "w=60&fit=contain, 60x40, 60x40",
        "w=60&fit=fill, 60x40, 60x40",
        "h=20, 30x20, 30x20",
        "h=20&fit=outside, 30x20, 30x20",
        "h=20&fit=cover, 30x20, 30x20",
        "h=20&fit=contain, 30x20, 30x20",
        "h=20&fit=fill, 30x20, 30x20",
        "w=60&h=60&enlarge=true, 60x40, 60x40",
        "w=60&h=60&fit=cover&enlarge=true, 90x60, 60x60",
        "w=240&h=240, 120x80, 120x80",
        "w=240&h=240&fit=outside, 120x80, 120x80",
        "w=240&h=240&fit=cover, 120x80, 80x80",
        "w=240&h=240&fit=contain, 120x80, 240x240",
        "w=240&h=240&fit=fill, 120x80, 120x80",
        "w=60&h=240&fit=outside, 120x80, 120x80",
        "w=60&h=240&fit=cover, 120x80, 20x80",
        "w=60&h=240&fit=contain, 60x40, 60x240",
        "w=60&h=240&fit=fill, 60x80, 60x80",
        "w=240, 120x80, 120x80",
        "h=160, 120x80, 120x80",
        "w=33, 33x22, 33x22",
        "w=30&h=30&dpr=2, 60x40, 60x40",
        "w=40&h=40&dpr=1.5&fit=cover, 90x60, 60x60",
        "w=100&dpr=0.5, 50x33, 50x33",
    })
    void transform_fit_hasSizeAndPixels(String options, String scaled, String canvas) {
        Raster expected = centred(PHOTO.scaled(width(scaled), height(scaled)), width(canvas), height(canvas));
        assertClose(
                picture(Originals.png(PHOTO), options + (options.isEmpty() ? "" : "&") + "f=png"), expected, 0.5, 3);
    }

    @ParameterizedTest
    @CsvSource({
        "w=240&h=240, 240x160, 240x160",
        "w=240&h=240&fit=outside, 360x240, 360x240",
        "w=240&h=240&fit=cover, 360x240, 240x240",
        "w=240&h=240&fit=contain, 240x160, 240x240",
        "w=240&h=240&fit=fill, 240x240, 240x240",
        "w=60&h=240, 60x40, 60x40",
        "w=60&h=240&fit=outside, 360x240, 360x240",
        "w=60&h=240&fit=cover, 360x240, 60x240",
        "w=60&h=240&fit=contain, 60x40, 60x240",
        "w=60&h=240&fit=fill, 60x240, 60x240",
        "w=240, 240x160, 240x160",
        "h=160&fit=cover, 240x160, 240x160",
        "w=80&dpr=3, 240x160, 240x160",
    })
    void transform_enlarge_growsTheSmall(String options, String scaled, String canvas) {
        int width = width(scaled);
        // The photograph is a formula, so it can be drawn in any size.
        Raster expected = centred(Drawings.photo(width, height(scaled)), width(canvas), height(canvas));
        assertClose(picture(Originals.png(PHOTO), options + "&enlarge=true&f=png"), expected, 1.3, 20);
    }

    /// A JPEG that its decoder shrinks in blocks, a WebP that it scales: the picture has the same place and look.
    @ParameterizedTest
    @CsvSource({
        "w=700, 700x438",
        "w=333, 333x208",
        "w=100, 100x63",
        "w=61, 61x38",
        "w=20, 20x13",
        "w=100&h=100&fit=fill, 100x100",
        "w=20&h=400&fit=fill, 20x400"
    })
    void transform_bigOriginal_decoderShrinksTruly(String options, String size) {
        Raster expected = big.scaled(width(size), height(size));
        assertClose(picture(bigJpeg, options + "&f=png"), expected, 0.8, 4);
        assertClose(picture(bigWebp, options + "&f=png"), expected, 1, 4);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, w=50", "1, 300, w=50", "300, 1, h=50", "1, 300, w=20&h=20", "300, 2, w=40&h=40&fit=cover"})
    void transform_extremeShape_isAtLeastOnePixel(int width, int height, String options) {
        Raster result = picture(Originals.png(Drawings.plain(width, height, Drawings.RED)), options + "&f=png");
        assertThat(result.width()).isPositive();
        assertClose(result, Drawings.plain(result.width(), result.height(), Drawings.RED), 0, 0);
    }

    private static Raster centred(Raster picture, int width, int height) {
        int left = (width - picture.width()) / 2;
        int top = (height - picture.height()) / 2;
        if (left < 0 || top < 0) {
            return picture.cut(Math.max(0, -left), Math.max(0, -top), width, height);
        }
        return picture.placed(width, height, left, top, 0);
    }

    private static int width(String size) {
        return Integer.parseInt(size.substring(0, size.indexOf('x')));
    }

    private static int height(String size) {
        return Integer.parseInt(size.substring(size.indexOf('x') + 1));
    }
}

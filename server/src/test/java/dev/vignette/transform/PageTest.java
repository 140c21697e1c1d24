package dev.vignette.transform;

import static dev.vignette.transform.Distance.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Pages of a document, which may differ in size.
final class PageTest extends Transforming {
    private static final Raster[] PAGES = {
        Drawings.photo(120, 80), Drawings.quadrants(80, 120), Drawings.quadrants(48, 32)
    };
    private static final byte[] TIFF = Originals.tiff(PAGES);

    @ParameterizedTest
    @CsvSource({"'', 0", "page=0&, 0", "page=1&, 1", "page=2&, 2"})
    void transform_page_hasItsOwnSizeAndPixels(String options, int page) {
        assertClose(picture(TIFF, options + "f=png"), PAGES[page], 0, 0);
        Raster half = PAGES[page].scaled(PAGES[page].width() / 2, PAGES[page].height() / 2);
        assertClose(picture(TIFF, options + "f=png&w=" + half.width()), half, 1, 8);
        assertClose(picture(TIFF, options + "f=png&crop=10,5,30,20"), PAGES[page].cut(10, 5, 30, 20), 0, 0);
        assertClose(
                picture(TIFF, options + "f=png&w=200&h=200&fit=contain&bg=fff").cut(0, 0, 20, 200),
                Drawings.plain(20, 200, Drawings.WHITE),
                0,
                0);
    }

    /// Pages are no frames: nothing of them moves.
    @Test
    void transform_documentToWebp_isItsFirstPage() {
        byte[] result = file(TIFF, "f=webp");
        assertThat(decoded().frames(result)).hasSize(1);
        assertClose(decoded().still(result), PAGES[0], 2, 8);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 99_999})
    void transform_noSuchPage_isABadParameter(int page) {
        var refusal = refused(TIFF, "page=" + page);
        assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_PARAMETER);
        assertThat(refusal.parameter()).contains("page");
        assertThat(refusal.allowed()).containsExactly("0 to 2");
    }

    @Test
    void transform_secondPageOfStill_isABadParameter() {
        byte[] png = Originals.png(PAGES[0]);
        assertThat(refused(png, "page=1").parameter()).contains("page");
        assertClose(picture(png, "page=0&f=png"), PAGES[0], 0, 0);
    }
}

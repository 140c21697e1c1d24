package dev.vignette.transform;

import static dev.vignette.transform.Distance.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What stays of a cover, and where a letterbox has its picture.
final class GravityTest extends Transforming {
    private static final Raster WIDE = Drawings.photo(240, 80);
    private static final Raster HIGH = Drawings.photo(80, 240);

    /// Left of the wide picture and top of the high one, scaled to a short side of 40.
    @ParameterizedTest
    @CsvSource({
        "center, 40, 40",
        "n, 40, 0",
        "ne, 80, 0",
        "e, 80, 40",
        "se, 80, 80",
        "s, 40, 80",
        "sw, 0, 80",
        "w, 0, 40",
        "nw, 0, 0",
        "fp:0.5:0.5, 40, 40",
        "fp:0:0, 0, 0",
        "fp:1:1, 80, 80",
        "fp:0.25:0.75, 10, 70",
        "fp:0.3:0.1, 16, 0",
    })
    void transform_cover_keepsTheSide(String gravity, int left, int top) {
        String options = "w=40&h=40&fit=cover&f=png&g=" + gravity;
        assertClose(picture(Originals.png(WIDE), options), WIDE.scaled(120, 40).cut(left, 0, 40, 40), 0.5, 3);
        assertClose(picture(Originals.png(HIGH), options), HIGH.scaled(40, 120).cut(0, top, 40, 40), 0.5, 3);
    }

    @ParameterizedTest
    @CsvSource({
        "center, 20, 20",
        "n, 20, 0",
        "ne, 40, 0",
        "e, 40, 20",
        "se, 40, 40",
        "s, 20, 40",
        "sw, 0, 40",
        "w, 0, 20",
        "nw, 0, 0",
        "fp:0.25:0.75, 10, 30",
    })
    void transform_contain_standsAtTheSide(String gravity, int left, int top) {
        String options = "w=60&h=60&fit=contain&f=png&bg=2d55c8&g=" + gravity;
        assertClose(
                picture(Originals.png(WIDE), options),
                WIDE.scaled(60, 20).placed(60, 60, 0, top, Drawings.BLUE),
                0.5,
                3);
        assertClose(
                picture(Originals.png(HIGH), options),
                HIGH.scaled(20, 60).placed(60, 60, left, 0, Drawings.BLUE),
                0.5,
                3);
    }

    /// A busy, colourful spot in an even grey is what both look for.
    @ParameterizedTest
    @ValueSource(strings = {"smart", "entropy"})
    void transform_placeOfInterest_isKept(String gravity) {
        Raster spot = Raster.of(300, 100, (x, y) -> {
            boolean inside = x >= 200 && x < 240 && y >= 30 && y < 70;
            return inside ? ((x / 4 + y / 4) % 2 == 0 ? Drawings.RED : Drawings.YELLOW) : 0xff909090;
        });
        Raster result = picture(Originals.png(spot), "w=60&h=60&fit=cover&f=png&g=" + gravity);
        // All of the spot, 24 pixels wide now, is there: as much colour as the spot has.
        long colourful = 0;
        for (int i = 0; i < 3600; i++) {
            int color = result.at(i % 60, i / 60);
            colourful += (color >> 16 & 255) - (color & 255) > 60 ? 1 : 0;
        }
        assertThat(colourful).isBetween(530L, 640L);
    }
}

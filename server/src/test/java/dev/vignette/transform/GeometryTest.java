package dev.vignette.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.image.Dimensions;
import dev.vignette.options.OptionsParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Sizes, worked out on paper.
final class GeometryTest {
    private static Geometry of(int width, int height, String options) {
        var resize = OptionsParser.PLAIN.parse(options).resize();
        return Geometry.of(new Dimensions(width, height), resize);
    }

    @ParameterizedTest
    @CsvSource({
        "4000, 3000, w=300&h=300, 300x225, 300x225",
        "3000, 4000, w=300&h=300, 225x300, 225x300",
        "4000, 3000, w=300&h=300&fit=outside, 400x300, 400x300",
        "4000, 3000, w=300&h=300&fit=cover, 400x300, 300x300",
        "4000, 3000, w=300&h=300&fit=contain, 300x225, 300x300",
        "4000, 3000, w=300&h=300&fit=fill, 300x300, 300x300",
        "4000, 3000, w=300, 300x225, 300x225",
        "4000, 3000, h=300, 400x300, 400x300",
        "4000, 3000, '', 4000x3000, 4000x3000",
        "1000, 667, w=500, 500x334, 500x334",
        "1000, 665, w=500, 500x333, 500x333",
        "10000, 10, w=100, 100x1, 100x1",
        "10, 10000, h=100, 1x100, 1x100",
        "1, 1, w=16384&h=16384&enlarge=true, 16384x16384, 16384x16384",
        "100, 50, w=200&h=200&fit=cover, 100x50, 50x50",
        "100, 50, w=400&h=100&fit=cover, 100x50, 100x25",
        "100, 50, w=100&h=400&fit=cover, 100x50, 13x50",
        "100, 50, w=200&h=200&fit=contain, 100x50, 200x200",
        "100, 50, w=50&h=200&fit=contain, 50x25, 50x200",
        "3, 2, w=1&h=1&fit=cover, 2x1, 1x1",
        "1000000, 1, h=16384&enlarge=true, 2147483647x16384, 2147483647x16384",
    })
    void of_boxAndFit_isAsWorkedOut(int width, int height, String options, String scaled, String canvas) {
        Geometry geometry = of(width, height, options);
        assertThat(text(geometry.scaled())).isEqualTo(scaled);
        assertThat(text(geometry.canvas())).isEqualTo(canvas);
    }

    /// Whatever the sizes: a cover is no larger than its box and lies within what is scaled, a letterbox is its box.
    @ParameterizedTest
    @ValueSource(strings = {"cover", "cover&enlarge=true", "contain", "contain&enlarge=true", "inside", "outside"})
    void of_anySizes_canvasFits(String fit) {
        for (int width = 1; width < 60; width += 7) {
            for (int height = 1; height < 60; height += 3) {
                for (int box = 1; box < 80; box += 13) {
                    Geometry geometry = of(width, height, "w=" + box + "&h=" + (81 - box) + "&fit=" + fit);
                    Dimensions canvas = geometry.canvas();
                    Dimensions scaled = geometry.scaled();
                    boolean letterbox = fit.startsWith("contain");
                    boolean within = letterbox
                            ? scaled.width() <= canvas.width() && scaled.height() <= canvas.height()
                            : canvas.width() <= scaled.width() && canvas.height() <= scaled.height();
                    assertThat(within).as(geometry.toString()).isTrue();
                    if (letterbox || fit.equals("cover&enlarge=true")) {
                        assertThat(canvas).isEqualTo(new Dimensions(box, 81 - box));
                    }
                }
            }
        }
    }

    @Test
    void scale_stretched_isTheLarger() {
        Geometry geometry = of(400, 300, "w=200&h=50&fit=fill");
        assertThat(geometry.scale(new Dimensions(400, 300))).isEqualTo(0.5);
        assertThat(geometry.scale(new Dimensions(100, 300))).isEqualTo(2);
    }

    /// A block shrink leaves some scaling to do, so that the filter has the last word on what is seen.
    @ParameterizedTest
    @CsvSource({
        "2, 1, 2",
        "1, 1, 2",
        "0.26, 1, 2",
        "0.25, 2, 2",
        "0.13, 2, 2",
        "0.125, 4, 2",
        "0.0625, 8, 2",
        "0.001, 8, 2",
        "0.51, 1, 1",
        "0.5, 2, 1",
        "0.25, 4, 1",
        "0.125, 8, 1",
        "0.084, 4, 1.5",
        "0.083, 8, 1.5"
    })
    void jpegShrink_scale_leavesWorkForTheFilter(double scale, int shrink, double margin) {
        assertThat(Load.jpegShrink(scale, margin)).isEqualTo(shrink);
    }

    private static String text(Dimensions dimensions) {
        return dimensions.width() + "x" + dimensions.height();
    }
}

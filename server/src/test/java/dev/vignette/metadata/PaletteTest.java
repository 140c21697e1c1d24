package dev.vignette.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vignette.metadata.Palette.Swatch;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

class PaletteTest {
    /// Stripes of one colour each, as packed RGBA and width in turn.
    private static Pixels stripes(long... colorsAndWidths) {
        var bytes = new ByteArrayOutputStream();
        int width = 0;
        for (int i = 0; i < colorsAndWidths.length; i += 2) {
            for (int x = 0; x < colorsAndWidths[i + 1]; x++, width++) {
                for (int shift = 24; shift >= 0; shift -= 8) {
                    bytes.write((int) (colorsAndWidths[i] >> shift));
                }
            }
        }
        return new Pixels(width, 1, bytes.toByteArray());
    }

    @Test
    void of_fewColours_givesThemWithTheirShares() {
        Palette palette = Palette.of(stripes(0xff0000ffL, 25, 0x0000ffffL, 60, 0x00ff00ffL, 15));

        assertThat(palette.swatches()).extracting(Swatch::hex).containsExactly("#0000ff", "#ff0000", "#00ff00");
        assertThat(palette.swatches()).extracting(Swatch::share).containsExactly(0.6, 0.25, 0.15);
        assertThat(palette.dominant()).contains(palette.swatches().getFirst());
    }

    @Test
    void of_coloursThatLookAlike_givesOne() {
        Palette palette = Palette.of(stripes(0x808080ffL, 50, 0x888888ffL, 50));

        assertThat(palette.swatches()).hasSize(1);
        assertThat(palette.swatches().getFirst().red()).isBetween(0x81, 0x87);
    }

    @Test
    void of_transparentPixels_areNotCounted() {
        assertThat(Palette.of(stripes(0xff000000L, 90, 0x00ff00ffL, 10)).swatches())
                .extracting(Swatch::hex)
                .containsExactly("#00ff00");
        assertThat(Palette.of(stripes(0xff000000L, 90)).dominant()).isEmpty();
    }

    @Test
    void of_noise_isLeftOut() {
        assertThat(Palette.of(stripes(0xffffffffL, 999, 0x000000ffL, 1)).swatches())
                .hasSize(1);
    }

    @Test
    void of_manyColours_givesSixAtMostAndAlwaysTheSame() {
        Palette palette = Palette.of(Patterns.named("noise"));

        assertThat(palette.swatches()).hasSizeBetween(4, 6);
        assertThat(palette.swatches().stream().mapToDouble(Swatch::share).sum()).isCloseTo(1, within(0.01));
        assertThat(Palette.of(Patterns.named("noise"))).isEqualTo(palette);
    }

    @Test
    void pixels_bytesThatDoNotFit_areRefused() {
        assertThatThrownBy(() -> new Pixels(2, 2, new byte[15])).isInstanceOf(IllegalArgumentException.class);
    }
}

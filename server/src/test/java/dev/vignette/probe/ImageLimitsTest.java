package dev.vignette.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vignette.config.ConfigException;
import dev.vignette.config.Settings;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.image.Dimensions;
import dev.vignette.image.Format;
import dev.vignette.image.Orientation;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImageLimitsTest {
    private static final ImageLimits LIMITS = new ImageLimits(1_000, 100, 5);

    private static ImageHeader header(int width, int height, int frames) {
        return new ImageHeader(Format.GIF, new Dimensions(width, height), frames, Orientation.UPRIGHT, frames > 1);
    }

    private static VignetteException refusal(ImageHeader header) {
        return catchThrowableOfType(VignetteException.class, () -> LIMITS.check(header));
    }

    @Test
    void bind_nothingSet_hasTheDefaults() {
        assertThat(Settings.of(Map.of()).bind(ImageLimits.class))
                .isEqualTo(new ImageLimits(100_000_000, 30_000, 1_000));
    }

    @Test
    void bind_allSet_hasTheValues() {
        var environment = Map.of(
                "VIGNETTE_LIMITS_MAX_PIXELS", "7",
                "VIGNETTE_LIMITS_MAX_DIMENSION", "8",
                "VIGNETTE_LIMITS_MAX_FRAMES", "9");

        assertThat(Settings.of(environment).bind(ImageLimits.class)).isEqualTo(new ImageLimits(7, 8, 9));
    }

    @Test
    void bind_outOfBounds_namesTheKey() {
        assertThatThrownBy(() ->
                        Settings.of(Map.of("VIGNETTE_LIMITS_MAX_FRAMES", "0")).bind(ImageLimits.class))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("VIGNETTE_LIMITS_MAX_FRAMES");
    }

    @Test
    void check_atTheLimits_passes() {
        assertThatCode(() -> LIMITS.check(header(100, 2, 5))).doesNotThrowAnyException();
    }

    @Test
    void check_tooWideOrTooHigh_isRefusedWithNumbers() {
        assertThat(refusal(header(101, 1, 1)).code()).isEqualTo(ErrorCode.DIMENSIONS_TOO_LARGE);
        assertThat(refusal(header(1, 101, 1))).hasMessage("The source is 1 × 101 pixels, the limit is 100 a side");
    }

    @Test
    void check_tooManyFrames_isRefusedWithNumbers() {
        assertThat(refusal(header(1, 1, 6)).code()).isEqualTo(ErrorCode.TOO_MANY_FRAMES);
        assertThat(refusal(header(1, 1, 6))).hasMessage("The source has 6 frames or pages, the limit is 5");
    }

    @Test
    void check_tooManyPixels_isRefusedWithNumbers() {
        assertThat(refusal(header(100, 11, 1)).code()).isEqualTo(ErrorCode.TOO_MANY_PIXELS);
        assertThat(refusal(header(100, 5, 3)))
                .hasMessage("The source is 100 × 5 pixels in each of 3 frames or pages, the limit is 1000 in all");
    }

    @Test
    void pixels_beyondALong_areItsLargest() {
        assertThat(header(Integer.MAX_VALUE, Integer.MAX_VALUE, 100_000).pixels())
                .isEqualTo(Long.MAX_VALUE);
    }
}

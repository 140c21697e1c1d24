package dev.vignette.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.config.ConfigException;
import dev.vignette.config.Settings;
import dev.vignette.image.Format;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TransformConfigTest {
    private static TransformConfig bind(Map<String, String> environment) {
        return Settings.of(environment).bind(TransformConfig.class);
    }

    @Test
    void bind_nothingSet_isTheDefaults() {
        var config = bind(Map.of());
        assertThat(config)
                .isEqualTo(new TransformConfig(
                        Optional.empty(), false, true, 1.5, true, true, true, 50_000_000, 9_000_000, 90, 85, 75, 4, 4));
    }

    @Test
    void bind_environment_mapsAllKeys() {
        var config = bind(Map.ofEntries(
                Map.entry("VIGNETTE_LIBVIPS", "/opt/libvips.so"),
                Map.entry("VIGNETTE_CODEC_LENIENT", "true"),
                Map.entry("VIGNETTE_JPEG_ENABLED", "false"),
                Map.entry("VIGNETTE_JPEG_MARGIN", "1.25"),
                Map.entry("VIGNETTE_INPUT_HEIF", "false"),
                Map.entry("VIGNETTE_INPUT_SVG", "false"),
                Map.entry("VIGNETTE_INPUT_TIFF", "false"),
                Map.entry("VIGNETTE_OUTPUT_MAX_PIXELS", "1000"),
                Map.entry("VIGNETTE_OUTPUT_SLOW_MAX_PIXELS", "500"),
                Map.entry("VIGNETTE_OUTPUT_JPEG_QUALITY", "61"),
                Map.entry("VIGNETTE_OUTPUT_WEBP_QUALITY", "62"),
                Map.entry("VIGNETTE_OUTPUT_AVIF_QUALITY", "63"),
                Map.entry("VIGNETTE_OUTPUT_WEBP_EFFORT", "5"),
                Map.entry("VIGNETTE_OUTPUT_AVIF_EFFORT", "9")));
        assertThat(config)
                .isEqualTo(new TransformConfig(
                        Optional.of(Path.of("/opt/libvips.so")),
                        true,
                        false,
                        1.25,
                        false,
                        false,
                        false,
                        1000,
                        500,
                        61,
                        62,
                        63,
                        5,
                        9));
        assertThat(config.maxFramePixels(Format.AVIF)).isEqualTo(500);
        assertThat(config.maxFramePixels(Format.GIF)).isEqualTo(500);
        assertThat(config.maxFramePixels(Format.WEBP)).isEqualTo(Integer.MAX_VALUE);
        assertThat(config.library()).isEqualTo(Path.of("/opt/libvips.so"));
        assertThat(config.defaultQuality(Format.JPEG)).isEqualTo(61);
        assertThat(config.defaultQuality(Format.WEBP)).isEqualTo(62);
        assertThat(config.defaultQuality(Format.AVIF)).isEqualTo(63);
        assertThat(config.defaultQuality(Format.PNG)).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource({
        "VIGNETTE_CODEC_LENIENT, perhaps",
        "VIGNETTE_JPEG_MARGIN, 0.9",
        "VIGNETTE_OUTPUT_MAX_PIXELS, 0",
        "VIGNETTE_OUTPUT_SLOW_MAX_PIXELS, 0",
        "VIGNETTE_OUTPUT_JPEG_QUALITY, 101",
        "VIGNETTE_OUTPUT_WEBP_EFFORT, 7",
        "VIGNETTE_OUTPUT_AVIF_EFFORT, 10",
    })
    void bind_outOfBounds_namesTheKey(String key, String value) {
        assertThatThrownBy(() -> bind(Map.of(key, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key);
    }
}

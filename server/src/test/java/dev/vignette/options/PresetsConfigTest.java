package dev.vignette.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.config.ConfigException;
import dev.vignette.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PresetsConfigTest {
    @Test
    void bind_nothingSet_hasNoPresets() {
        assertThat(Settings.of(Map.of()).bind(PresetsConfig.class)).isEqualTo(PresetsConfig.NONE);
    }

    @Test
    void bind_environment_mapsAllKeys() {
        var settings = Settings.of(Map.of(
                "VIGNETTE_PRESET_CARD", "w=320&h=240&fit=cover",
                "VIGNETTE_PRESET_GREY", "bg=#888",
                "VIGNETTE_PRESETS_ONLY", "true"));
        assertThat(settings.bind(PresetsConfig.class))
                .isEqualTo(new PresetsConfig(Map.of("card", "w=320&h=240&fit=cover", "grey", "bg=#888"), true));
    }

    @Test
    void bind_file_mapsAllKeys(@TempDir Path folder) throws IOException {
        var file = Files.writeString(
                folder.resolve("vignette.properties"),
                "vignette.preset.big-card = w=320&h=240\nvignette.presets-only = true\n");
        assertThat(Settings.of(Map.of(), file).bind(PresetsConfig.class))
                .isEqualTo(new PresetsConfig(Map.of("big-card", "w=320&h=240"), true));
    }

    @ParameterizedTest
    @CsvSource({
        "w=99999, w cannot be '99999' (allowed: 0 to 16384)",
        "w=1&w=2, w is given more than once (allowed: once)",
        "preset=other, a preset cannot name presets",
        "w=16384&dpr=2, dpr times 16384 is more than 16384 pixels (allowed: 0.5 to 5)"
    })
    void bind_badPreset_namesKey(String text, String problem) {
        var settings = Settings.of(Map.of("VIGNETTE_PRESET_CARD", text));
        assertThatThrownBy(() -> settings.bind(PresetsConfig.class))
                .isInstanceOf(ConfigException.class)
                .hasMessage("VIGNETTE_PRESET_CARD: " + problem);
    }

    @Test
    void construct_badName_namesKey() {
        assertThatThrownBy(() -> new PresetsConfig(Map.of("a,b", "w=1"), false))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("VIGNETTE_PRESET_A,B: a preset's name has");
    }

    @Test
    void construct_unknownParameter_namesIt() {
        assertThatThrownBy(() -> new PresetsConfig(Map.of("card", "width=1"), false))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("VIGNETTE_PRESET_CARD: There is no parameter 'width'; did you mean w?");
    }

    @Test
    void construct_onlyButNone_isRefused() {
        assertThatThrownBy(() -> new PresetsConfig(Map.of(), true))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("VIGNETTE_PRESETS_ONLY: ");
    }
}

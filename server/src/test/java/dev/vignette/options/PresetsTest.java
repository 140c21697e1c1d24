package dev.vignette.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PresetsTest {
    private static final Map<String, String> PRESETS =
            Map.of("card", "w=320&h=240&fit=cover", "small", "w=160&q=60", "still", "page=1");
    private static final OptionsParser FREE = new OptionsParser(new PresetsConfig(PRESETS, false), List.of());
    private static final OptionsParser ONLY = new OptionsParser(new PresetsConfig(PRESETS, true), List.of());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "preset=card|fit=cover&h=240&w=320",
                "preset=card&w=100|fit=cover&h=240&w=100",
                "w=100&preset=card|fit=cover&h=240&w=100",
                "preset=card,small|fit=cover&h=240&q=60&w=160",
                "preset=small,card|fit=cover&h=240&q=60&w=320",
                "preset=card&fit=inside|h=240&w=320",
                "preset=card&dpr=2|fit=cover&h=480&w=640",
            })
    void parse_preset_isBelowWhatIsGiven(String text, String canonical) {
        assertThat(FREE.parse(text).canonical()).isEqualTo(canonical);
    }

    @Test
    void parse_unknownPreset_listsPresets() {
        var error = catchThrowableOfType(VignetteException.class, () -> FREE.parse("preset=card,large"));
        assertThat(error.code()).isEqualTo(ErrorCode.BAD_PARAMETER);
        assertThat(error.parameter()).hasValue("preset");
        assertThat(error.allowed()).containsExactly("card", "small", "still");
        assertThat(error).hasMessage("There is no preset 'large'");
    }

    @Test
    void parse_presetAgainstGiven_isRefused() {
        var error = catchThrowableOfType(VignetteException.class, () -> FREE.parse("preset=still&anim=true"));
        assertThat(error.parameter()).hasValue("anim");
    }

    @Test
    void parse_presetsOnly_acceptsPresets() {
        assertThat(ONLY.parse("preset=card,small").canonical()).isEqualTo("fit=cover&h=240&q=60&w=160");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "w=320", "preset=card&w=320", "q=90&preset=card"})
    void parse_presetsOnly_refusesAllElse(String text) {
        var error = catchThrowableOfType(VignetteException.class, () -> ONLY.parse(text));
        assertThat(error.code()).isEqualTo(ErrorCode.PRESETS_ONLY);
    }

    @Test
    void parse_presetsOnlyAndUnknownName_isBadParameter() {
        var error = catchThrowableOfType(VignetteException.class, () -> ONLY.parse("preset=card&zzz=1"));
        assertThat(error.code()).isEqualTo(ErrorCode.BAD_PARAMETER);
    }
}

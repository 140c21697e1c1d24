package dev.vignette.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vignette.error.VignetteException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UnknownParameterTest {
    private static final OptionsParser PARSER =
            new OptionsParser(PresetsConfig.NONE, List.of("url", "exp", "s", "download"));

    @ParameterizedTest
    @CsvSource({
        "width, w",
        "height, h",
        "heigth, h",
        "quality, q",
        "format, f",
        "gravity, g",
        "W, w",
        "sharpn, sharpen",
        "Enlarge, enlarge",
        "background, bg",
        "rotate, rot",
        "ulr, url",
        "downlaod, download",
        "blurr, blur",
        "presets, preset",
        "ww, w"
    })
    void parse_misspelt_hintsAtNearest(String name, String nearest) {
        var error = refused(name);
        assertThat(error)
                .hasMessage("There is no parameter '" + name + "'; did you mean " + nearest + "?")
                .returns(name, e -> e.parameter().orElse(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "zzzzzz", "callback", "\u0000"})
    void parse_unlikeAnything_givesNoHint(String name) {
        assertThat(refused(name).getMessage())
                .startsWith("There is no parameter '")
                .doesNotContain("did you mean");
    }

    @Test
    void parse_unknown_listsAllKnownNames() {
        assertThat(refused("zzzzzz").allowed())
                .containsExactly(
                        "url",
                        "exp",
                        "s",
                        "download",
                        "w",
                        "h",
                        "fit",
                        "g",
                        "q",
                        "f",
                        "dpr",
                        "bg",
                        "blur",
                        "sharpen",
                        "rot",
                        "flip",
                        "enlarge",
                        "trim",
                        "crop",
                        "page",
                        "anim",
                        "meta",
                        "icc",
                        "preset");
    }

    @Test
    void parse_hugeName_isShortened() {
        var error = refused("w".repeat(100_000));
        assertThat(error.parameter()).hasValue("w".repeat(40) + "…");
        assertThat(error.getMessage()).hasSizeLessThan(100);
    }

    private static VignetteException refused(String name) {
        return catchThrowableOfType(VignetteException.class, () -> PARSER.parse(List.of(Map.entry(name, "1"))));
    }
}

package dev.vignette.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every parameter with values that are not accepted, and what is said of them.
final class ParameterRefusalTest {
    @ParameterizedTest
    @CsvSource({
        "w=-1, w",
        "w=16385, w",
        "w=1.5, w",
        "w=, w",
        "w=0x10, w",
        "w=+1, w",
        "w=' 1', w",
        "w=٣, w",
        "w, w",
        "w=99999999999999999999, w",
        "h=16385, h",
        "h=ten, h",
        "fit=Cover, fit",
        "fit=, fit",
        "fit=crop, fit",
        "g=N, g",
        "g=middle, g",
        "g=fp, g",
        "g=fp:0, g",
        "g=fp:0:1:0, g",
        "g=fp:0:1.1, g",
        "g=fp:-0:1, g",
        "g=fp:NaN:0, g",
        "g=xp:0:0, g",
        "q=0, q",
        "q=101, q",
        "q=80.5, q",
        "f=bmp, f",
        "f=heic, f",
        "f=JPEG, f",
        "dpr=0.49, dpr",
        "dpr=5.01, dpr",
        "dpr=0, dpr",
        "dpr=1e0, dpr",
        "dpr=NaN, dpr",
        "dpr=.5, dpr",
        "w=16384&dpr=2, dpr",
        "h=3277&dpr=5, dpr",
        "bg=ff, bg",
        "bg=ffff, bg",
        "bg=fffff, bg",
        "bg=gggggg, bg",
        "bg=##fff, bg",
        "bg=red, bg",
        "blur=0.29, blur",
        "blur=100.01, blur",
        "blur=-1, blur",
        "blur=Infinity, blur",
        "sharpen=0.1, sharpen",
        "sharpen=10.5, sharpen",
        "rot=45, rot",
        "rot=360, rot",
        "rot=-90, rot",
        "flip=vh, flip",
        "flip=x, flip",
        "enlarge=yes, enlarge",
        "enlarge=TRUE, enlarge",
        "trim=0, trim",
        "trim=256, trim",
        "trim=1.5, trim",
        "'crop=1,2,3', crop",
        "'crop=1,2,3,4,5', crop",
        "'crop=1,2,0,4', crop",
        "'crop=1,2,3,0', crop",
        "'crop=-1,2,3,4', crop",
        "'crop=1,2,,3,4', crop",
        "'crop=1,2,3,4,', crop",
        "'crop=1,2,3,1000000', crop",
        "page=-1, page",
        "page=100000, page",
        "anim=yes, anim",
        "page=1&anim=true, anim",
        "meta=gps, meta",
        "icc=p3, icc",
        "preset=, preset",
        "'preset=a,,b', preset",
        "preset=a/b, preset"
    })
    void parse_refused_namesParameterAndWhatIsAllowed(String text, String parameter) {
        var error = refused(text);
        assertThat(error.code()).isEqualTo(ErrorCode.BAD_PARAMETER);
        assertThat(error.parameter()).hasValue(parameter);
        var allowed = Parameters.all().stream()
                .filter(known -> known.name().equals(parameter))
                .findFirst()
                .orElseThrow()
                .allowed();
        assertThat(error.allowed()).isEqualTo(allowed).isNotEmpty();
        assertThat(error).hasMessageStartingWith(parameter + " ");
    }

    @Test
    void parse_refused_listsAllowed() {
        assertThat(refused("fit=x").allowed()).containsExactly("inside", "outside", "cover", "contain", "fill");
        assertThat(refused("w=x").allowed()).containsExactly("0 to 16384");
        assertThat(refused("blur=x").allowed()).containsExactly("0", "0.3 to 100");
        assertThat(refused("trim=x").allowed()).containsExactly("true", "false", "1 to 255");
        assertThat(refused("g=x").allowed())
                .startsWith("center", "n", "ne", "e", "se", "s", "sw", "w", "nw", "smart", "entropy", "north")
                .endsWith("fp:x:y with x and y from 0 to 1");
        assertThat(refused("w=x")).hasMessage("w cannot be 'x'");
        assertThat(refused("w=10000&dpr=2")).hasMessage("dpr times 10000 is more than 16384 pixels");
    }

    @Test
    void parse_hostileValue_isShownShortAndPlain() {
        assertThat(refused("w=\u001b[2J\u202e\n" + "x".repeat(100)))
                .hasMessage("w cannot be '\uFFFD[2J\uFFFD\uFFFD" + "x".repeat(34) + "…'");
    }

    @Test
    void parse_repeated_isRefused() {
        assertThat(refused("w=1&w=1"))
                .hasMessage("w is given more than once")
                .returns("w", error -> error.parameter().orElse(""));
    }

    private static VignetteException refused(String text) {
        return catchThrowableOfType(VignetteException.class, () -> OptionsParser.PLAIN.parse(text));
    }
}

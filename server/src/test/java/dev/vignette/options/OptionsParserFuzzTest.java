package dev.vignette.options;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.vignette.error.VignetteException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// Whatever a client sends, the parser gives options that read back from their canonical text, or a refusal.
///
/// A plain test run feeds it its seeds, the files in `OptionsParserFuzzTestInputs`; `junit-platform.properties` says
/// how to look for new inputs.
final class OptionsParserFuzzTest {
    private static final PresetsConfig PRESETS =
            new PresetsConfig(Map.of("a", "w=320&h=240&fit=cover", "b", "page=1&dpr=5"), false);
    private static final OptionsParser PARSER = new OptionsParser(PRESETS, List.of("url", "exp", "s"));

    @DictionaryEntries({
        "w=",
        "h=",
        "fit=",
        "g=",
        "q=",
        "f=",
        "dpr=",
        "bg=",
        "blur=",
        "sharpen=",
        "rot=",
        "flip=",
        "enlarge=",
        "trim=",
        "crop=",
        "page=",
        "anim=",
        "meta=",
        "icc=",
        "preset=",
        "&",
        "inside",
        "outside",
        "cover",
        "contain",
        "fill",
        "fp:",
        "smart",
        "entropy",
        "north",
        "jpeg",
        "webp",
        "auto",
        "true",
        "false",
        "copyright",
        "16384",
        "0.5",
        "0.3",
        "270"
    })
    @FuzzTest(maxDuration = "5m")
    void parse_anyText_readsBackOrIsRefused(byte[] input) {
        Options options;
        try {
            options = PARSER.parse(new String(input, StandardCharsets.UTF_8));
        } catch (VignetteException e) {
            assertThat(e.getMessage()).hasSizeLessThan(200);
            assertThat(e.parameter().orElseThrow()).hasSizeLessThan(100);
            assertThat(e.allowed()).isNotEmpty();
            return;
        }
        String canonical = options.canonical();
        assertThat(OptionsParser.PLAIN.parse(canonical)).as(canonical).isEqualTo(options);
        assertThat(OptionsParser.PLAIN.parse(canonical).canonical()).isEqualTo(canonical);
    }
}

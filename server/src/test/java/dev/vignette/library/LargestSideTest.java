package dev.vignette.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.options.OptionsParser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LargestSideTest {
    @ParameterizedTest
    @CsvSource({
        "'', h=500&w=500",
        "w=300, h=500&w=300",
        "w=3000, h=500&w=500",
        "w=300&h=200&fit=cover, fit=cover&h=200&w=300",
        "w=2000&h=1000&fit=cover, fit=cover&h=250&w=500",
        "w=2000&h=1000&fit=outside, h=500&w=500",
        "w=300&h=200&fit=outside, h=200&w=300",
        "w=16384&h=1&fit=fill, fit=fill&h=1&w=500",
        "w=400&dpr=5, h=500&w=500",
        "'crop=0,0,2000,2000', 'crop=0,0,2000,2000&h=500&w=500'"
    })
    void apply_anyBox_isHeldToTheSide(String asked, String held) {
        var options = new LargestSide(500).apply(OptionsParser.PLAIN.parse(asked.replace("'", "")));

        assertThat(options).isEqualTo(OptionsParser.PLAIN.parse(held));
    }
}

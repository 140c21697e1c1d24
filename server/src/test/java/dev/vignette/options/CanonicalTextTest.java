package dev.vignette.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CanonicalTextTest {
    private static final int ROUNDS = 50_000;

    @Test
    void canonical_nothingAsked_isEmpty() {
        assertThat(Options.NONE.canonical()).isEmpty();
        assertThat(OptionsParser.PLAIN.parse("")).isEqualTo(Options.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "w=200&h=100, h=100&w=200",
        "w=200&h=100, w=100&h=50&dpr=2",
        "w=200&f=jpg&q=80, f=jpeg&w=200&fit=inside&g=center&q=80",
        "w=200&g=smart, w=200",
        "bg=fff, bg=#FFFFFFFF",
        "flip=hv, rot=180",
        "trim=true, trim=10"
    })
    void canonical_sameAsked_isSame(String left, String right) {
        assertThat(OptionsParser.PLAIN.parse(left)).isEqualTo(OptionsParser.PLAIN.parse(right));
        assertThat(OptionsParser.PLAIN.parse(left).canonical())
                .isEqualTo(OptionsParser.PLAIN.parse(right).canonical());
    }

    @Test
    void canonical_randomOptions_readsBackToTheSame() {
        var random = new Random(20260101);
        for (int i = 0; i < ROUNDS; i++) {
            var options = RandomOptions.next(random);
            String text = options.canonical();
            var back = OptionsParser.PLAIN.parse(text);
            assertThat(back).as(text).isEqualTo(options.normalised());
            assertThat(back.canonical()).isEqualTo(text);
            assertThat(back.normalised()).as("normalised twice").isEqualTo(back);
        }
    }

    @Test
    void canonical_randomPairs_areEqualExactlyWhenOptionsAre() {
        var random = new Random(20260102);
        var byText = new HashMap<String, Options>();
        var byOptions = new HashMap<Options, String>();
        for (int i = 0; i < ROUNDS; i++) {
            var options = RandomOptions.next(random);
            var normalised = options.normalised();
            String text = options.canonical();
            assertThat(byText.getOrDefault(text, normalised)).isEqualTo(normalised);
            assertThat(byOptions.getOrDefault(normalised, text)).isEqualTo(text);
            byText.put(text, normalised);
            byOptions.put(normalised, text);
        }
        assertThat(byText.size()).as("some collide, or nothing was shown").isLessThan(ROUNDS);
    }

    @Test
    void canonical_parametersInAnyOrder_areSame() {
        var random = new Random(20260103);
        for (int i = 0; i < 1_000; i++) {
            String text = RandomOptions.next(random).canonical();
            var pieces = new ArrayList<>(List.of(text.split("&")));
            assertThat(pieces).isSorted();
            Collections.shuffle(pieces, random);
            String shuffled = String.join("&", pieces);
            assertThat(OptionsParser.PLAIN.parse(shuffled).canonical()).isEqualTo(text);
        }
    }
}

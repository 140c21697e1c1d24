package dev.vignette.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThumbHashTest {
    /// From the npm package `thumbhash` 0.1.1, by the author of the algorithm.
    @ParameterizedTest
    @CsvSource({
        "gradient, nBgOFJpwd4dxiIh3iId4gAf3iA==",
        "checks, HRkGFQB4eFgoh4eIhHeIgIgId4iA",
        "noise, H/gBDwBSVEljZkBFZ0d1NYJGtt//dD8H",
        "disc, HOmBDAZGgM1Yd31xCMh4gIN4c3aICJh4Bw==",
        "fading, pVqGKYg3wpewh4ilT/eCeHB3eIiIiHc=",
        "black, AAgCBQAAAAAAAAAAAAAAAAAAAAAA",
        "wide, 3YgJcaiHh4hwiIiIh38HiIc="
    })
    void encode_pattern_isTheHashOfTheReference(String pattern, String hash) {
        assertThat(ThumbHash.encode(Patterns.named(pattern))).isEqualTo(hash);
    }

    @Test
    void encode_transparency_isMarkedInTheHead() {
        assertThat(Base64.getDecoder().decode(ThumbHash.encode(Patterns.named("disc")))[2] & 0x80)
                .isEqualTo(0x80);
    }

    @Test
    void encode_nothingButTransparency_isNoNonsense() {
        assertThat(ThumbHash.encode(new Pixels(3, 2, new byte[24]))).isNotEmpty();
    }

    @Test
    void encode_tooLarge_isRefused() {
        assertThatThrownBy(() -> ThumbHash.encode(new Pixels(101, 1, new byte[404])))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

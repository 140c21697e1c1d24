package dev.vignette.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class FormatTest {
    @ParameterizedTest
    @EnumSource
    void named_ownParameter_isItself(Format format) {
        assertThat(Format.named(format.parameter())).contains(format);
        assertThat(format.mediaType()).startsWith("image/");
        assertThat(format.extension()).isLowerCase().doesNotContain(".");
    }

    @Test
    void named_anythingElse_isNone() {
        assertThat(Format.named("JPEG")).isEmpty();
        assertThat(Format.named("bmp")).isEmpty();
        assertThat(Format.named("")).isEmpty();
    }

    @Test
    void written_formats_areTheFiveOfThem() {
        assertThat(Arrays.stream(Format.values()).filter(Format::written))
                .containsExactly(Format.JPEG, Format.PNG, Format.WEBP, Format.AVIF, Format.GIF);
        assertThat(Arrays.stream(Format.values()).filter(Format::animated)).containsExactly(Format.WEBP, Format.GIF);
        assertThat(Format.JPEG.alpha()).isFalse();
        assertThat(Format.GIF.profile()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 0", "-1, 5"})
    void dimensions_notPositive_areRefused(int width, int height) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Dimensions(width, height));
    }

    @Test
    void dimensions_large_doNotOverflow() {
        assertThat(new Dimensions(100_000, 100_000).pixels()).isEqualTo(10_000_000_000L);
        assertThat(new Dimensions(3, 2).transposed()).isEqualTo(new Dimensions(2, 3));
    }
}

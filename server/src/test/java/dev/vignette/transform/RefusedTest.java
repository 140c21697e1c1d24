package dev.vignette.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.error.ErrorCode;
import dev.vignette.image.Format;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the configuration or a format does not allow.
final class RefusedTest extends Transforming {
    @AfterEach
    void allAgain() {
        restart(CONFIG);
    }

    @ParameterizedTest
    @CsvSource({"HEIF, AVIF", "SVG, SVG", "TIFF, TIFF"})
    void transform_loaderSwitchedOff_isUnsupported(String loader, Format format) {
        byte[] original = switch (format) {
            case AVIF -> natives().avif(Drawings.photo(20, 20));
            case SVG -> SvgTest.svg("width='20' height='20'", "");
            default -> Originals.tiff(Drawings.photo(20, 20));
        };
        assertThat(file(original, "f=png")).isNotEmpty();
        restart(config(Map.of("VIGNETTE_INPUT_" + loader, "false")));
        var refusal = refused(original, "f=png");
        assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED_FORMAT);
        assertThat(refusal).hasMessageContaining(format.parameter());
        assertThat(file(Originals.png(Drawings.photo(20, 20)), "f=avif")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "w=100&h=100&enlarge=true, 10000",
        "w=101&h=100&enlarge=true&fit=fill, 10100",
        "w=200&h=51&fit=contain, 10200",
        "w=10&h=200&enlarge=true&fit=cover, 40000",
        "w=1000&enlarge=true, 1000000"
    })
    void transform_resultTooLarge_isABadParameter(String options, long pixels) {
        restart(config(Map.of("VIGNETTE_OUTPUT_MAX_PIXELS", "10000")));
        byte[] original = Originals.png(Drawings.photo(20, 20));
        if (pixels <= 10_000) {
            assertThat(file(original, options)).isNotEmpty();
            return;
        }
        var refusal = refused(original, options);
        assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_PARAMETER);
        assertThat(refusal).hasMessageContaining(Long.toString(pixels));
        assertThat(refusal.allowed()).containsExactly("at most 10000 pixels");
    }

    @ParameterizedTest
    @ValueSource(strings = {"f=gif", "f=webp"})
    void transform_animationTooLarge_countsAllFrames(String options) {
        restart(config(Map.of("VIGNETTE_OUTPUT_MAX_PIXELS", "1000")));
        var frames = List.of(Drawings.plain(20, 20, Drawings.RED), Drawings.plain(20, 20, Drawings.BLUE));
        byte[] two = Originals.gif(frames, List.of(5, 5), 0);
        byte[] three = Originals.gif(List.of(frames.get(0), frames.get(1), frames.get(0)), List.of(5, 5, 5), 0);
        assertThat(file(two, options)).isNotEmpty();
        assertThat(refused(three, options).code()).isEqualTo(ErrorCode.BAD_PARAMETER);
        assertThat(file(three, options + "&anim=false")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"w=100&h=90, 9000", "w=100&h=91, 9100"})
    void transform_slowFormatTooLarge_isABadParameter(String options, long pixels) {
        restart(config(Map.of("VIGNETTE_OUTPUT_SLOW_MAX_PIXELS", "9000")));
        byte[] original = Originals.png(Drawings.photo(20, 20));
        String asked = options + "&fit=fill&enlarge=true&f=";
        assertThat(file(original, asked + "webp")).isNotEmpty();
        for (String format : List.of("avif", "gif")) {
            if (pixels <= 9000) {
                assertThat(file(original, asked + format)).isNotEmpty();
                continue;
            }
            var refusal = refused(original, asked + format);
            assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_PARAMETER);
            assertThat(refusal).hasMessageContaining("9100 pixels, too many for " + format);
            assertThat(refusal.allowed()).containsExactly("at most 9000 pixels in " + format, "another format");
        }
    }

    @Test
    void transform_formatLeftOpenAndTooLargeForAvif_isTheNextThatTheClientTakes() {
        restart(config(Map.of("VIGNETTE_OUTPUT_SLOW_MAX_PIXELS", "300")));
        byte[] original = Originals.png(Drawings.photo(20, 20));
        assertThat(rendition(original, "w=10", Format.AVIF, Format.WEBP).image().format())
                .isEqualTo(Format.AVIF);
        assertThat(rendition(original, "", Format.AVIF, Format.WEBP).image().format())
                .isEqualTo(Format.WEBP);
        assertThat(rendition(original, "", Format.AVIF).image().format()).isEqualTo(Format.JPEG);
    }

    /// A side that the encoder takes is written, one more pixel is refused.
    @ParameterizedTest
    @CsvSource({"WEBP, 16383", "AVIF, 16384", "JPEG, 65500", "GIF, 65535"})
    void transform_sideTooLong_isABadParameter(Format format, int most) {
        byte[] wide = Originals.greyPng(Drawings.plain(most, 1, Drawings.WHITE));
        byte[] wider = Originals.greyPng(Drawings.plain(most + 1, 1, Drawings.WHITE));
        String options = "f=" + format.parameter();
        assertThat(rendition(wide, options).image().dimensions().width()).isEqualTo(most);
        assertThat(rendition(wide, options + "&rot=90").image().dimensions().height())
                .isEqualTo(most);
        for (String asked : new String[] {options, options + "&rot=90"}) {
            var refusal = refused(wider, asked);
            assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_PARAMETER);
            assertThat(refusal.parameter()).contains("w");
            assertThat(refusal).hasMessageContaining("too large for " + format.parameter());
        }
        assertThat(rendition(wider, options + "&w=100").image().dimensions().width())
                .isEqualTo(100);
    }
}

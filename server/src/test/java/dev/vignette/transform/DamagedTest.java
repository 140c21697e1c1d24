package dev.vignette.transform;

import static dev.vignette.transform.Distance.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.image.Format;
import dev.vignette.probe.HeaderProbe;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Originals that end too soon or lie.
final class DamagedTest extends Transforming {
    private static final Raster PHOTO = Drawings.photo(240, 160);

    @AfterEach
    void strictAgain() {
        restart(CONFIG);
    }

    private byte[] original(Format format) {
        return switch (format) {
            case JPEG -> Originals.jpeg(PHOTO);
            case PNG -> Originals.png(PHOTO);
            case WEBP -> natives().lossyWebp(PHOTO);
            case AVIF -> natives().avif(PHOTO);
            case GIF -> Originals.gif(PHOTO);
            case TIFF -> Originals.tiff(PHOTO);
            case HEIC, SVG -> throw new IllegalArgumentException(format.name());
        };
    }

    private byte[] cut(Format format) {
        byte[] whole = original(format);
        return Arrays.copyOf(whole, whole.length * 2 / 3);
    }

    @ParameterizedTest
    @CsvSource({"JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF"})
    void transform_cutOffStrictly_isBroken(Format format) {
        for (String options : new String[] {"w=60&f=jpeg", "f=png", "trim=true&f=png", "crop=0,0,240,160&w=50"}) {
            assertThat(refused(cut(format), options).code()).as(options).isEqualTo(ErrorCode.BROKEN_IMAGE);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Format.class,
            names = {"JPEG", "PNG"})
    void transform_cutOffLeniently_showsTheStartAndSaysSo(Format format) {
        byte[] cut = cut(format);
        restart(config(Map.of("VIGNETTE_CODEC_LENIENT", "true")));
        for (String options : new String[] {"w=60&f=png", "w=60&f=png&trim=200", "crop=0,0,240,160&w=60&f=png"}) {
            Rendition rendition = rendition(cut, options);
            assertThat(rendition.damaged()).isTrue();
            Raster shown = decoded().still(rendition.image().bytes());
            assertClose(shown.cut(0, 0, 60, 20), PHOTO.scaled(60, 40).cut(0, 0, 60, 20), 1, 4);
        }
        assertThat(rendition(original(format), "w=60").damaged()).isFalse();
    }

    @Test
    void transform_nothingButAHeaderLeniently_isBrokenStill() {
        restart(config(Map.of("VIGNETTE_CODEC_LENIENT", "true")));
        byte[] avif = cut(Format.AVIF);
        assertThat(refused(avif, "w=60").code()).isEqualTo(ErrorCode.BROKEN_IMAGE);
    }

    @Test
    void transform_flippedBytes_areBrokenOrShownButNoFaultOfOurs() {
        for (Format format :
                new Format[] {Format.JPEG, Format.PNG, Format.WEBP, Format.AVIF, Format.GIF, Format.TIFF}) {
            byte[] whole = original(format);
            for (int i = 0; i < 12; i++) {
                byte[] flipped = whole.clone();
                flipped[whole.length / 4 + i * (whole.length / 2) / 12] ^= (byte) 0x5a;
                try {
                    assertThat(file(flipped, "w=60&f=jpeg")).isNotEmpty();
                } catch (VignetteException refused) {
                    assertThat(refused.code()).as(format + " " + i).isEqualTo(ErrorCode.BROKEN_IMAGE);
                }
            }
        }
    }

    /// An AVIF whose brand and coding say HEVC: the bundled library has no decoder for that.
    @Test
    void transform_heic_isToldAsUnsupported() {
        byte[] avif = original(Format.AVIF);
        String text = new String(avif, StandardCharsets.ISO_8859_1);
        String heic = text.replace("ftypavif", "ftypheic")
                .replace("avif", "heic")
                .replace("av01", "hvc1")
                .replace("av1C", "hvcC");
        byte[] original = heic.getBytes(StandardCharsets.ISO_8859_1);
        assertThat(HeaderProbe.probe(original).format()).isEqualTo(Format.HEIC);
        var refusal = refused(original, "w=60");
        assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED_FORMAT);
    }
}

package dev.vignette.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.image.Format;
import dev.vignette.probe.HeaderProbe;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every format that is read to every format that is written.
final class FormatMatrixTest extends Transforming {
    private static final Raster PHOTO = Drawings.photo(240, 160);
    private static final Raster FLAGS = Drawings.quadrants(240, 160);
    private static final Raster FADING = Drawings.fading(240, 160);

    static Stream<Arguments> matrix() {
        return Stream.of(Format.values())
                .filter(from -> from != Format.HEIC)
                .flatMap(from ->
                        Stream.of(Format.values()).filter(Format::written).map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest
    @MethodSource("matrix")
    void transform_eachPair_showsTheScaledOriginal(Format from, Format to) {
        byte[] original = original(from);
        assertThat(HeaderProbe.probe(original).format()).isEqualTo(from);
        Raster result = picture(original, "w=96&f=" + to.parameter());
        Raster shown = switch (from) {
            case SVG -> FLAGS;
            case GIF -> decoded().still(original);
            default -> PHOTO;
        };
        Distance.assertClose(result, shown.scaled(96, 64), meanBound(to), p99Bound(to));
    }

    /// PNG shows what scaling alone does to it. The GIF original has its dither scaled away, which costs the others.
    private static double meanBound(Format to) {
        return switch (to) {
            case PNG -> 0.8;
            case JPEG -> 1.4;
            default -> 2;
        };
    }

    /// WebP has a quarter of the colour samples, which shows along the edges of the drawing.
    private static double p99Bound(Format to) {
        return switch (to) {
            case PNG -> 3;
            case WEBP -> 18;
            default -> 7;
        };
    }

    private byte[] original(Format format) {
        return switch (format) {
            case JPEG -> Originals.jpeg(PHOTO);
            case PNG -> Originals.png(PHOTO);
            case WEBP -> natives().lossyWebp(PHOTO);
            case AVIF -> natives().avif(PHOTO);
            case GIF -> Originals.gif(PHOTO);
            case TIFF -> Originals.tiff(PHOTO);
            case SVG -> SVG.getBytes(StandardCharsets.UTF_8);
            case HEIC -> throw new IllegalArgumentException("there is no encoder");
        };
    }

    /// The quadrants of 240 × 160.
    private static final String SVG = """
            <svg xmlns='http://www.w3.org/2000/svg' width='240' height='160'>
            <rect width='120' height='80' fill='#d83a34'/><rect x='120' width='120' height='80' fill='#2fa84f'/>
            <rect y='80' width='120' height='80' fill='#2d55c8'/>
            <rect x='120' y='80' width='120' height='80' fill='#f0d040'/>
            <rect x='15' y='20' width='45' height='20' fill='#101010'/></svg>""";

    static Stream<Arguments> transparent() {
        return Stream.of(Format.PNG, Format.WEBP, Format.AVIF)
                .flatMap(from ->
                        Stream.of(Format.values()).filter(Format::written).map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest
    @MethodSource("transparent")
    void transform_transparentPair_keepsAlphaOrIsWhiteBehind(Format from, Format to) {
        byte[] original = switch (from) {
            case PNG -> Originals.png(FADING);
            case WEBP -> natives().webp(FADING);
            default -> natives().avif(FADING);
        };
        Raster result = picture(original, "w=96&f=" + to.parameter());
        Raster reference = FADING.scaled(96, 64);
        Raster expected = switch (to) {
            case JPEG -> reference.over(Drawings.WHITE);
            // Half clear is all or nothing there.
            case GIF ->
                Raster.of(96, 64, (x, y) -> reference.at(x, y) >>> 24 < 128 ? 0 : reference.at(x, y) | 255 << 24);
            default -> reference;
        };
        Distance.assertClose(result, expected, 1.3, 5);
        assertThat(List.of(Format.JPEG).contains(to)).isEqualTo(!result.hasAlpha());
    }
}

package dev.vignette.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.config.Settings;
import dev.vignette.image.Dimensions;
import dev.vignette.image.Format;
import dev.vignette.image.Orientation;
import dev.vignette.options.OptionsParser;
import dev.vignette.probe.ImageHeader;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CostTest {
    private static final int SIZE = 1 << 20;

    private static final TransformConfig CONFIG = Settings.of(Map.of()).bind(TransformConfig.class);

    private static ImageHeader header(Format format, int width, int height, int frames, boolean progressive) {
        return new ImageHeader(
                format, new Dimensions(width, height), frames, Orientation.UPRIGHT, frames > 1, progressive);
    }

    private static Cost cost(ImageHeader header, String options, Format format) {
        var target = new Target(format, header.animated() && format.animated());
        return Cost.of(header, SIZE, OptionsParser.PLAIN.parse(options), target, CONFIG);
    }

    /// In mebibytes and milliseconds, both rounded up: a change of the estimates is seen here.
    @ParameterizedTest
    @CsvSource({
        "JPEG, 1000, 1000, 1, false, w=300, JPEG, 9, 4",
        "JPEG, 6000, 4000, 1, false, w=300, JPEG, 7, 24",
        "JPEG, 6000, 4000, 1, false, w=1600, JPEG, 101, 74",
        "JPEG, 6000, 4000, 1, true, w=300, JPEG, 142, 14",
        "JPEG, 6000, 4000, 1, false, trim=true&w=300, JPEG, 96, 1609",
        "JPEG, 6000, 4000, 1, false, f=jpeg, JPEG, 467, 408",
        "PNG, 6000, 4000, 1, false, w=300, PNG, 10, 291",
        "PNG, 6000, 4000, 1, true, w=300, PNG, 102, 291",
        "WEBP, 6000, 4000, 1, false, w=300, WEBP, 97, 197",
        "AVIF, 6000, 4000, 1, false, w=300, AVIF, 241, 516",
        "TIFF, 6000, 4000, 1, false, w=300, JPEG, 102, 217",
        "GIF, 500, 400, 100, false, w=100, WEBP, 14, 292",
        "GIF, 500, 400, 100, false, w=100&anim=false, JPEG, 6, 3",
        "SVG, 100, 100, 1, false, w=2000, PNG, 80, 176",
    })
    void of_pictureAndOptions_isOfTheRightOrder(
            Format format,
            int width,
            int height,
            int frames,
            boolean progressive,
            String options,
            Format result,
            long mebibytes,
            long millis) {
        var cost = cost(header(format, width, height, frames, progressive), options, result);

        assertThat(Math.ceilDiv(cost.bytes(), 1 << 20)).as("MiB").isEqualTo(mebibytes);
        assertThat(Math.ceilDiv(cost.nanos(), 1_000_000)).as("ms").isEqualTo(millis);
    }

    @Test
    void of_largerFile_countsItsBytesTwice() {
        var header = header(Format.PNG, 100, 100, 1, false);
        var options = OptionsParser.PLAIN.parse("w=10");
        var target = new Target(Format.JPEG, false);
        long small = Cost.of(header, 1000, options, target, CONFIG).bytes();

        assertThat(Cost.of(header, 5_000_000_000L, options, target, CONFIG).bytes() - small)
                .isEqualTo(2 * (5_000_000_000L - 1000));
    }

    @Test
    void of_jpegOriginal_takesTheWorkOfItsWayAndTheMemoryOfTheDearer() {
        var header = header(Format.JPEG, 6000, 4000, 1, true);
        var options = OptionsParser.PLAIN.parse("w=300");
        var target = new Target(Format.JPEG, false);
        Cost libvips = Cost.throughLibvips(header, SIZE, options, target);
        Cost planar = PlanarCost.of(header, SIZE, options, target, CONFIG.jpegMargin())
                .orElseThrow();
        assertThat(Cost.of(header, SIZE, options, target, CONFIG)).isEqualTo(new Cost(libvips.bytes(), planar.nanos()));
        var without = Settings.of(Map.of("VIGNETTE_JPEG_ENABLED", "false")).bind(TransformConfig.class);
        assertThat(Cost.of(header, SIZE, options, target, without)).isEqualTo(libvips);
    }

    @Test
    void of_cropAndTurn_areOfThePicture() {
        var turned = new ImageHeader(Format.JPEG, new Dimensions(4000, 3000), 1, Orientation.ofExif(6), false);
        // The upright picture is 3000 wide: a third of it at its own size.
        var cut = cost(turned, "crop=0,0,1000,1000&w=1000&f=jpeg", Format.JPEG);
        var whole = cost(turned, "w=1000&f=jpeg", Format.JPEG);

        assertThat(cut.nanos()).as("its decoder cannot shrink").isGreaterThan(whole.nanos());
        assertThat(cost(turned, "crop=9,9,99999,99999&w=100", Format.JPEG).bytes())
                .isPositive();
    }
}

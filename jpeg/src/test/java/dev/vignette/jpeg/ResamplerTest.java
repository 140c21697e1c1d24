package dev.vignette.jpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ResamplerTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, 1",
        "1, 1, 7, 5",
        "7, 9, 3, 2",
        "16, 16, 16, 16",
        "40, 30, 80, 75",
        "5, 200, 3, 7",
        "200, 5, 50, 4",
        "375, 250, 300, 200",
        "375, 250, 150, 100",
        "101, 67, 100, 66",
        "400, 300, 1, 1",
        "3, 2, 3, 90"
    })
    void plane_byAnyRatio_isExactWithinOne(int sourceWidth, int sourceHeight, int width, int height) {
        byte[] source = noise(sourceWidth, sourceHeight);
        Region whole = Region.of(sourceWidth, sourceHeight);
        for (Kernel kernel : Kernel.values()) {
            var resampler = new Resampler(sourceWidth, sourceHeight, whole, width, height, Filter.of(kernel));
            push(resampler, source, sourceWidth, sourceHeight, 8);
            assertClose(
                    resampler.plane(), Exact.resample(source, sourceWidth, sourceHeight, whole, width, height, kernel));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 16, 90})
    void push_inAnyPortions_givesTheSame(int portion) {
        byte[] source = noise(120, 90);
        var region = new Region(10.25, 20.5, 81.125, 33.3);
        var resampler = new Resampler(120, 90, region, 37, 19, Filter.of(Kernel.LANCZOS3));
        push(resampler, source, 120, 90, portion);
        assertClose(resampler.plane(), Exact.resample(source, 120, 90, region, 37, 19, Kernel.LANCZOS3));
    }

    @Test
    void plane_ofWhatReachesOverTheEdges_isExactWithinOne() {
        byte[] source = noise(60, 45);
        // Half a sample of the result lies outside at the left and at the bottom, but for what rounding makes of it.
        var region = new Region(-61.5 / 40 - 1e-12, 0, 61.5, 47);
        for (Kernel kernel : Kernel.values()) {
            var resampler = new Resampler(60, 45, region, 20, 11, Filter.of(kernel));
            push(resampler, source, 60, 45, 8);
            assertClose(resampler.plane(), Exact.resample(source, 60, 45, region, 20, 11, kernel));
        }
    }

    /// As with the colours of 4:2:0 at 1/8, when the height is no multiple of 16: the last row of the result has its
    /// centre beyond what is visible.
    @ParameterizedTest
    @ValueSource(doubles = {188.2, 188.4375, 188.49})
    void plane_centreBeyondWhatIsVisible_isMadeOfItsEdge(double visible) {
        byte[] source = new byte[40 * 189];
        Arrays.fill(source, (byte) 255);
        Arrays.fill(source, 40 * 187, 40 * 188, (byte) 0);
        var region = new Region(0, 0, 40, visible / 187.5 * 188);

        var resampler = new Resampler(40, 189, new Region(0, 0, 40, visible), region, 40, 188, prefiltered(1));
        push(resampler, source, 40, 189, 8);

        assertThat(Arrays.copyOfRange(resampler.plane().samples(), 40 * 187, 40 * 188))
                .containsOnly((byte) 0);
    }

    @Test
    void plane_sharperThanFits_isCutOff() {
        byte[] source = new byte[60 * 60];
        Arrays.fill(source, (byte) 255);
        Arrays.fill(source, 60 * 30, 60 * 31, (byte) 0);
        Region whole = Region.of(60, 60);

        var resampler = new Resampler(60, 60, whole, 60, 60, prefiltered(8));
        push(resampler, source, 60, 60, 8);

        assertThat(resampler.plane().samples()[60 * 30 + 30]).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void plane_ofOneShade_keepsIt(Averaging averaging) {
        for (Kernel kernel : Kernel.values()) {
            for (int shade = 0; shade < 256; shade++) {
                byte[] source = new byte[33 * 22];
                Arrays.fill(source, (byte) shade);
                var region = new Region(0.5, 0.25, 31.9, 20.1);
                var resampler = new Resampler(33, 22, region, 10, 7, new Filter(kernel, 1, averaging));
                push(resampler, source, 33, 22, 8);
                assertThat(resampler.plane().samples()).containsOnly((byte) shade);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"375, 250, 150, 100", "101, 67, 100, 66", "400, 300, 1, 1", "333, 222, 13, 200"})
    void plane_byHalfOfLight_isExactWithinOne(int sourceWidth, int sourceHeight, int width, int height) {
        byte[] source = noise(sourceWidth, sourceHeight);
        Region whole = Region.of(sourceWidth, sourceHeight);
        for (Kernel kernel : Kernel.values()) {
            var filter = new Filter(kernel, 0, Averaging.HALF_LIGHT);
            var resampler = new Resampler(sourceWidth, sourceHeight, whole, width, height, filter);
            push(resampler, source, sourceWidth, sourceHeight, 8);
            double[] exact = Exact.resample(
                    source, ResamplerTest::halfLight, sourceWidth, sourceHeight, whole, width, height, kernel);
            assertClose(
                    resampler.plane(),
                    Arrays.stream(exact).map(ResamplerTest::sample).toArray());
        }
    }

    /// Fine patterns of every contrast and mean, in a sixth of the size: light is what a screen sends out.
    @Test
    void plane_byHalfOfLight_isNearerToTheMeanLight() {
        byte[] source = new byte[240 * 180];
        var random = new Random(5);
        for (int i = 0; i < source.length; i++) {
            int patch = i / 240 / 30 * 8 + i % 240 / 30;
            source[i] = (byte) Math.clamp(2L + 5L * patch + random.nextInt(1 + patch * 5 % 251), 0, 255);
        }
        Region whole = Region.of(240, 180);
        double[] light = Exact.resample(source, ResamplerTest::light, 240, 180, whole, 40, 30, Kernel.LANCZOS3);
        double[] seen = Arrays.stream(light).map(ResamplerTest::shade).toArray();

        double byLight = distance(resized(source, Averaging.HALF_LIGHT), seen);

        assertThat(byLight).isLessThan(0.7 * distance(resized(source, Averaging.SAMPLES), seen));
    }

    private static byte[] resized(byte[] source, Averaging averaging) {
        var filter = new Filter(Kernel.LANCZOS3, 0, averaging);
        var resampler = new Resampler(240, 180, Region.of(240, 180), 40, 30, filter);
        push(resampler, source, 240, 180, 8);
        return resampler.plane().samples();
    }

    private static double distance(byte[] samples, double[] expected) {
        return Math.sqrt(IntStream.range(0, expected.length)
                .mapToDouble(i -> Math.pow((samples[i] & 0xff) - expected[i], 2))
                .average()
                .orElseThrow());
    }

    /// Of sRGB (IEC 61966-2-1).
    private static double light(double sample) {
        double value = sample / 255;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    /// The way back from [#light]; what is darker than black is black.
    private static double shade(double light) {
        double value = Math.clamp(light, 0, 1);
        return 255 * (value <= 0.0031308 ? value * 12.92 : 1.055 * Math.pow(value, 1 / 2.4) - 0.055);
    }

    private static double halfLight(double sample) {
        return (sample + sample * sample / 255) / 2;
    }

    /// The way back from [#halfLight]; what is darker than black is black.
    private static double sample(double averaged) {
        double value = Math.clamp(averaged, 0, 255);
        return 255 * (Math.sqrt(1 + 8 * value / 255) - 1) / 2;
    }

    private static Filter prefiltered(double prefilter) {
        return new Filter(Kernel.LANCZOS3, prefilter, Averaging.SAMPLES);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
    void filter_prefilterThatIsNoWidth_isRefused(double prefilter) {
        assertThatIllegalArgumentException().isThrownBy(() -> prefiltered(prefilter));
    }

    @Test
    void done_asSoonAsTheLastRowThatCounts_isThere() {
        var resampler = new Resampler(64, 100, new Region(0, 40, 64, 20), 32, 10, Filter.of(Kernel.LANCZOS3));
        byte[] source = noise(64, 100);
        assertThat(resampler.firstRow()).isBetween(33, 35);
        assertThat(resampler.lastRow()).isBetween(65, 67);
        resampler.push(source, 0, 64, resampler.lastRow() - 1);
        assertThat(resampler.done()).isFalse();
        assertThatIllegalStateException().isThrownBy(resampler::plane);
        resampler.push(source, (resampler.lastRow() - 1) * 64, 64, 1);
        assertThat(resampler.done()).isTrue();
        Plane before = resampler.plane();
        byte[] samples = before.samples().clone();
        resampler.push(source, resampler.lastRow() * 64, 64, 100 - resampler.lastRow());
        assertThat(resampler.plane().samples()).isEqualTo(samples);
    }

    @Test
    void prefilter_ofOne_restoresWhatTheMeanTook() {
        int length = 600;
        byte[] means = new byte[length];
        for (int i = 0; i < length; i++) {
            double position = i;
            means[i] = (byte) Math.round(IntStream.range(0, 64)
                    .mapToDouble(part -> wave(position + (part + 0.5) / 64))
                    .average()
                    .orElseThrow());
        }
        assertThat(distance(means, 0)).isGreaterThan(3);
        assertThat(distance(means, 1)).isLessThan(0.7);
    }

    @Test
    void resampler_ofWhatIsNotThere_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Resampler(10, 10, new Region(1, 0, 10.1, 10), 5, 5, Filter.of(Kernel.BOX)))
                .withMessageContaining("leaves 10 × 10");
        assertThatIllegalArgumentException().isThrownBy(() -> new Resampler(10, 10, 0, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> new Region(0, 0, Double.NaN, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> prefiltered(-1)).withMessageContaining("-1.0");
        var resampler = new Resampler(4, 4, 2, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> resampler.push(new byte[20], 0, 4, 5))
                .withMessage("5 rows behind 0 of 4");
    }

    /// Six samples long.
    private static double wave(double position) {
        return 128 + 100 * Math.sin(position * Math.PI / 3);
    }

    /// Of the root mean square, from the wave itself at the samples' centres.
    private static double distance(byte[] means, double prefilter) {
        var row = Region.of(means.length, 1);
        var resampler = new Resampler(means.length, 1, row, means.length, 1, prefiltered(prefilter));
        push(resampler, means, means.length, 1, 1);
        byte[] samples = resampler.plane().samples();
        double squares = 0;
        for (int i = 6; i < means.length - 6; i++) {
            squares += Math.pow((samples[i] & 0xff) - wave(i + 0.5), 2);
        }
        return Math.sqrt(squares / (means.length - 12));
    }

    private static byte[] noise(int width, int height) {
        byte[] samples = new byte[width * height];
        new Random(width).nextBytes(samples);
        return samples;
    }

    private static void push(Resampler resampler, byte[] source, int width, int height, int portion) {
        for (int row = 0; row < height; row += portion) {
            resampler.push(source, row * width, width, Math.min(portion, height - row));
        }
    }

    /// Half for the rounding of the result, and what the fixed point in between adds.
    private static void assertClose(Plane plane, double[] exact) {
        for (int i = 0; i < exact.length; i++) {
            assertThat((double) (plane.samples()[i] & 0xff)).isCloseTo(exact[i], within(0.52));
        }
    }
}

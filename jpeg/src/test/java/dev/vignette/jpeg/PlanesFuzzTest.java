package dev.vignette.jpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.InRange;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import com.code_intelligence.jazzer.mutation.annotation.WithLength;
import java.util.List;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever part of a plane is brought to whatever size, the resampler is done when its rows are there; and what is
/// written of it is a sound file. As a plain test it runs over its seeds; with `JAZZER_FUZZ=1` it looks for more.
class PlanesFuzzTest {
    static List<Arguments> seeds() {
        byte[] noise = {1, -1, 127, -128, 0, 50, -50, 3};
        return List.of(
                arguments(40, 30, 0, 0, 1000, 1000, 17, 9, 80, 0, noise),
                arguments(7, 90, 333, 1, 500, 999, 60, 1, 1, 5, noise),
                arguments(1, 1, 0, 999, 1000, 1, 8, 8, 100, 7, noise),
                arguments(64, 48, 500, 250, 20, 40, 3, 40, 95, 2, noise),
                arguments(60, 100, 3, 5, 990, 991, 40, 290, 80, 192, noise),
                arguments(90, 70, 3, 5, 990, 991, 40, 30, 80, 256 + 192, noise));
    }

    /// @param left,top where the region begins, in thousandths of the plane
    /// @param wide,high how much of what is left it takes, in thousandths
    /// @param choice of kernel, portions, way of writing, what is visible, prefilter and averaging, by its bits
    @MethodSource("seeds")
    @FuzzTest(maxDuration = "30m")
    void resample_anyRegionToAnySize_isDoneAndCanBeWritten(
            @InRange(min = 1, max = 100) int sourceWidth,
            @InRange(min = 1, max = 100) int sourceHeight,
            @InRange(min = 0, max = 999) int left,
            @InRange(min = 0, max = 999) int top,
            @InRange(min = 1, max = 1000) int wide,
            @InRange(min = 1, max = 1000) int high,
            @InRange(min = 1, max = 90) int width,
            @InRange(min = 1, max = 300) int height,
            @InRange(min = 1, max = 100) int quality,
            @InRange(min = 0, max = 511) int choice,
            byte @NotNull @WithLength(min = 1, max = 64) [] pattern) {
        byte[] source = new byte[sourceWidth * sourceHeight];
        for (int i = 0; i < source.length; i++) {
            source[i] = pattern[i % pattern.length];
        }
        Region region = region(sourceWidth, sourceHeight, left, top, wide, high);
        Kernel kernel = (choice & 1) == 0 ? Kernel.LANCZOS3 : Kernel.BOX;
        Region visible = (choice & 64) == 0 ? Region.of(sourceWidth, sourceHeight) : region;
        double prefilter = (choice & 128) == 0 ? 0 : 1;
        Averaging averaging = (choice & 256) == 0 ? Averaging.SAMPLES : Averaging.HALF_LIGHT;
        var filter = new Filter(kernel, prefilter, averaging);
        var resampler = new Resampler(sourceWidth, sourceHeight, visible, region, width, height, filter);
        push(resampler, source, sourceWidth, sourceHeight, 1 + (choice >> 1) % 4);
        Plane plane = resampler.plane();
        byte shade = pattern[0];
        if (isOf(pattern, shade)) {
            assertThat(plane.samples()).containsOnly(shade);
        }
        var options = new EncodeOptions(
                width, height, quality, Subsampling.YUV444, (choice & 8) != 0, (choice & 16) != 0, List.of());
        List<Plane> planes = (choice & 32) == 0 ? List.of(plane) : List.of(plane, plane, plane);
        Decoding decoding = Decoding.of(JpegEncoder.encode(planes, options), DecodeOptions.at(Scale.FULL));
        assertThat(decoding.decoded().complete()).isTrue();
        assertThat(decoding.delivered()).containsOnly(height);
    }

    private static boolean isOf(byte[] pattern, byte shade) {
        for (byte one : pattern) {
            if (one != shade) {
                return false;
            }
        }
        return true;
    }

    private static Region region(int sourceWidth, int sourceHeight, int left, int top, int wide, int high) {
        double x = sourceWidth * left / 1000.0;
        double y = sourceHeight * top / 1000.0;
        return new Region(x, y, (sourceWidth - x) * wide / 1000, (sourceHeight - y) * high / 1000);
    }

    private static void push(Resampler resampler, byte[] source, int width, int height, int portion) {
        for (int row = 0; row < height; row += portion) {
            assertThat(resampler.done()).isEqualTo(row >= resampler.lastRow());
            resampler.push(source, row * width, width, Math.min(portion, height - row));
        }
    }
}

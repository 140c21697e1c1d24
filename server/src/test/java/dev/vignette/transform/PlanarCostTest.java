package dev.vignette.transform;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.vignette.image.Dimensions;
import dev.vignette.image.Format;
import dev.vignette.image.ImageFile;
import dev.vignette.image.Orientation;
import dev.vignette.options.OptionsParser;
import dev.vignette.probe.ImageHeader;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlanarCostTest extends Transforming {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /// The worst there is: nothing in it is small.
    private static final Raster NOISE = noise(1200, 900);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "w=100",
                "w=300",
                "w=300&q=100",
                "w=300&rot=90",
                "w=1100&q=100",
                "w=1200&q=100&rot=180",
                "w=1600&enlarge=true&q=100",
                "w=1000&h=3&fit=fill",
                "w=5&h=900&fit=fill",
                "w=500&f=png",
                "w=1200&f=webp",
                "w=300&h=600&fit=contain&q=100",
            })
    void of_noise_isAtLeastWhatIsAllocated(String options) {
        for (byte[] original : new byte[][] {Originals.jpeg(NOISE), natives().progressiveJpeg(NOISE)}) {
            Input input = Input.probe(ImageFile.of(original));
            var _ = allocated(input, options);
            long allocated = allocated(input, options);
            assertThat(cost(input.header(), original.length, options)
                            .orElseThrow()
                            .bytes())
                    .isGreaterThan(allocated);
        }
    }

    /// Bytes that a conversion allocates in all, those of its end among them, when what was needed at first is
    /// gone. The first of a kind loads classes besides.
    private long allocated(Input input, String options) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        var rendition = transformer().render(input, OptionsParser.PLAIN.parse(options), Set.of(), new Cancellation());
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertThat(rendition.image().bytes()).isNotEmpty();
        return allocated;
    }

    @Test
    void of_whatGoesThroughLibvips_isNone() {
        var header = new ImageHeader(Format.JPEG, new Dimensions(6000, 4000), 1, Orientation.UPRIGHT, false, true);
        assertThat(cost(header, 1000, "w=300")).isPresent();
        assertThat(cost(header, 1000, "w=300&trim=10")).isEmpty();
        assertThat(cost(header, 1000, "w=5000")).isEmpty();
        assertThat(cost(header, 1000, "w=1600")).as("too many coefficients").isEmpty();
        var png = new ImageHeader(Format.PNG, new Dimensions(6000, 4000), 1, Orientation.UPRIGHT, false);
        assertThat(cost(png, 1000, "w=300")).isEmpty();
    }

    @Test
    void of_progressive_countsTheCoefficientsOfItsScale() {
        var header = new ImageHeader(Format.JPEG, new Dimensions(4000, 3000), 1, Orientation.UPRIGHT, false, true);
        var baseline = new ImageHeader(Format.JPEG, new Dimensions(4000, 3000), 1, Orientation.UPRIGHT, false);
        long eighth = cost(header, 1000, "w=200").orElseThrow().bytes()
                - cost(baseline, 1000, "w=200").orElseThrow().bytes();
        long quarter = cost(header, 1000, "w=500").orElseThrow().bytes()
                - cost(baseline, 1000, "w=500").orElseThrow().bytes();
        // A coefficient of two bytes for a block of each of three components; then five.
        long blocks = 4000 * 3000 / 64;
        assertThat(eighth).isEqualTo(3 * blocks * (2 + 8));
        assertThat(quarter).isEqualTo(3 * blocks * (5 * 2 + 8));
    }

    private static Optional<Cost> cost(ImageHeader header, long size, String options) {
        var parsed = OptionsParser.PLAIN.parse(options);
        var target = Target.of(header, parsed, Set.of(), () -> false);
        return PlanarCost.of(header, size, parsed, target, CONFIG.jpegMargin());
    }

    private static Raster noise(int width, int height) {
        var random = new Random(5);
        int[] pixels =
                random.ints((long) width * height).map(i -> i | 0xff000000).toArray();
        return new Raster(width, height, pixels);
    }
}

package dev.vignette.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The transforms to an eighth, a quarter and half of the size against the formula in floating point.
class TruncatedTransformTest {
    @ParameterizedTest
    @MethodSource("transforms")
    void transform_anyCoefficients_isWithinOneOfTheFormula(BlockTransform transform) {
        int side = transform.side();
        int width = side * transform.batch();
        var random = new Random(4);
        int[] values = room(transform);
        for (int i = 0; i < side * width; i++) {
            values[i] = random.nextInt(401) - 200;
        }
        int[] before = values.clone();
        byte[] rows = samples(transform, values);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < width; x++) {
                double exact = sample(transform, before, x / side, x % side, y);
                assertThat((double) (rows[y * width + x] & 0xFF)).isBetween(exact - 1, exact + 1);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("transforms")
    void store_fewBlocks_writesNoOthers(BlockTransform transform) {
        int side = transform.side();
        int width = side * transform.batch();
        byte[] rows = new byte[side * width];
        transform.transform(room(transform));
        transform.store(0, 1, 3, rows, 0, side, width);
        assertThat(rows[3 * side - 1]).isEqualTo((byte) 128);
        assertThat(rows[3 * side]).isZero();
    }

    @ParameterizedTest
    @MethodSource("transforms")
    void store_everySecondBlock_leavesRoomForTheOthers(BlockTransform transform) {
        int side = transform.side();
        int width = side * transform.batch();
        int[] values = room(transform);
        for (int i = 0; i < transform.batch(); i++) {
            values[i] = 8 * i;
        }
        byte[] rows = new byte[side * width];
        transform.transform(values);
        transform.store(1, 2, 3, rows, side, 2 * side, width);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < 7 * side; x++) {
                int block = x / side;
                assertThat(rows[y * width + x]).isEqualTo((byte) (block % 2 == 0 ? 0 : 128 + block));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void transform_steps_areMultipliedIn(Scale scale) {
        int[] quant = new int[64];
        for (int i = 0; i < 64; i++) {
            quant[i] = 1 + i;
        }
        BlockTransform plain = BlockTransform.of(scale, ones());
        BlockTransform stepped = BlockTransform.of(scale, quant);
        byte[] places = Places.of(plain.side());
        int[] quantised = room(plain);
        int[] values = room(plain);
        var random = new Random(5);
        for (int i = 0; i <= scale.last(); i++) {
            for (int block = 0; block < plain.batch(); block++) {
                int at = places[1 + i] * plain.batch() + block;
                quantised[at] = random.nextInt(21) - 10;
                values[at] = quantised[at] * quant[i];
            }
        }
        assertThat(samples(stepped, quantised)).isEqualTo(samples(plain, values));
    }

    private static byte[] samples(BlockTransform transform, int[] values) {
        int side = transform.side();
        int width = side * transform.batch();
        byte[] rows = new byte[side * width];
        transform.transform(values);
        transform.store(0, 1, transform.batch(), rows, 0, side, width);
        return rows;
    }

    private static Stream<BlockTransform> transforms() {
        return Stream.of(Scale.EIGHTH, Scale.QUARTER, Scale.HALF).map(scale -> BlockTransform.of(scale, ones()));
    }

    private static int[] ones() {
        int[] ones = new int[64];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static int[] room(BlockTransform transform) {
        return new int[(transform.side() * transform.side() + 1) * transform.batch()];
    }

    private static double sample(BlockTransform transform, int[] values, int block, int x, int y) {
        int side = transform.side();
        double sum = 0;
        for (int v = 0; v < side; v++) {
            for (int u = 0; u < side; u++) {
                sum += values[(v * side + u) * transform.batch() + block] * basis(side, u, x) * basis(side, v, y);
            }
        }
        return Math.clamp(sum / 8 + 128, 0.0, 255.0);
    }

    private static double basis(int side, int frequency, int at) {
        return frequency == 0 ? 1 : Math.sqrt(2) * Math.cos((2 * at + 1) * frequency * Math.PI / (2 * side));
    }
}

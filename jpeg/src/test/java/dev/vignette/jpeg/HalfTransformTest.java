package dev.vignette.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/// The transform to half the size against the formula in floating point.
class HalfTransformTest {
    private static final int BATCH = new HalfTransform().batch();

    @Test
    void transform_anyCoefficients_isWithinOneOfTheFormula() {
        var random = new Random(4);
        int[] values = new int[17 * BATCH];
        for (int i = 0; i < 16 * BATCH; i++) {
            values[i] = random.nextInt(401) - 200;
        }
        int[] before = values.clone();
        byte[] rows = new byte[4 * 4 * BATCH];
        new HalfTransform().transform(values, BATCH, rows, 0, 4 * BATCH);
        for (int y = 0; y < 4; y++) {
            for (int x = 0; x < 4 * BATCH; x++) {
                double exact = sample(before, x / 4, x % 4, y);
                assertThat((double) (rows[y * 4 * BATCH + x] & 0xFF)).isBetween(exact - 1, exact + 1);
            }
        }
    }

    @Test
    void transform_fewBlocks_writesNoOthers() {
        byte[] rows = new byte[4 * 4 * BATCH];
        new HalfTransform().transform(new int[17 * BATCH], 3, rows, 0, 4 * BATCH);
        assertThat(rows[11]).isEqualTo((byte) 128);
        assertThat(rows[12]).isZero();
    }

    private static double sample(int[] values, int block, int x, int y) {
        double sum = 0;
        for (int v = 0; v < 4; v++) {
            for (int u = 0; u < 4; u++) {
                sum += values[(v * 4 + u) * BATCH + block] * basis(u, x) * basis(v, y);
            }
        }
        return Math.clamp(sum / 8 + 128, 0.0, 255.0);
    }

    private static double basis(int frequency, int at) {
        return frequency == 0 ? 1 : Math.sqrt(2) * Math.cos((2 * at + 1) * frequency * Math.PI / 8);
    }
}

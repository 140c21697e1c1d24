package dev.vignette.jpeg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The inverse DCT of the 4 × 4 lowest frequencies of blocks, in integers of 13 fractional bits.
///
/// It keeps what a picture of half the size can show and nothing else, where the mean of each four samples,
/// which libjpeg computes, is blurred and lets higher frequencies shine through.
final class HalfTransform implements BlockTransform {
    private static final VarHandle SAMPLES = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /// With 32 the loops over them are too short for vectors of 512 bits.
    static final int BATCH = 64;

    private static final int ROW = 4 * BATCH;
    private static final int BITS = 13;
    private static final int KEPT = 2;
    private static final int STEEP = 10703; // √2 cos π/8
    private static final int FLAT = 4433; // √2 sin π/8
    private static final int COLUMN_SHIFT = BITS - KEPT;
    private static final int COLUMN_BIAS = 1 << (COLUMN_SHIFT - 1);
    private static final int ROW_SHIFT = BITS + KEPT + 3;
    private static final int ROW_BIAS = (128 << ROW_SHIFT) + (1 << (ROW_SHIFT - 1));

    private final int[] turned = new int[16 * BATCH];
    private final int[] steps;

    HalfTransform(int[] quant) {
        steps = Places.steps(quant, 4, BATCH);
    }

    @Override
    public int batch() {
        return BATCH;
    }

    @Override
    public int side() {
        return 4;
    }

    @Override
    public void transform(int[] values) {
        dequantise(values, steps);
        columns(values);
        for (int row = 0; row < 4; row++) {
            for (int column = 0; column < 4; column++) {
                System.arraycopy(values, row * ROW + column * BATCH, turned, column * ROW + row * BATCH, BATCH);
            }
        }
        rows(turned);
    }

    @Override
    public void store(int first, int step, int count, byte[] rows, int offset, int apart, int stride) {
        for (int row = 0; row < 4; row++) {
            int from = row * BATCH + first;
            int to = offset + row * stride;
            for (int i = 0; i < count; i++) {
                SAMPLES.set(rows, to + i * apart, turned[from + i * step]);
            }
        }
    }

    /// In a loop of its own: with two arrays of one type in it, the next one would not be vector code.
    private static void dequantise(int[] v, int[] steps) {
        for (int i = 0; i < 16 * BATCH; i++) {
            v[i] *= steps[i];
        }
    }

    /// What is loaded goes into locals first: taken from the array twice, it became vector code of two lanes.
    private static void columns(int[] v) {
        for (int i = 0; i < ROW; i++) {
            int v0 = v[i];
            int v1 = v[i + ROW];
            int v2 = v[i + 2 * ROW];
            int v3 = v[i + 3 * ROW];
            int x0 = (v0 << BITS) + COLUMN_BIAS;
            int x2 = v2 << BITS;
            int sum = x0 + x2;
            int difference = x0 - x2;
            int outer = v1 * STEEP + v3 * FLAT;
            int inner = v1 * FLAT - v3 * STEEP;
            v[i] = (sum + outer) >> COLUMN_SHIFT;
            v[i + ROW] = (difference + inner) >> COLUMN_SHIFT;
            v[i + 2 * ROW] = (difference - inner) >> COLUMN_SHIFT;
            v[i + 3 * ROW] = (sum - outer) >> COLUMN_SHIFT;
        }
    }

    /// Puts the four samples of a row side by side into one value.
    private static void rows(int[] v) {
        for (int i = 0; i < ROW; i++) {
            int x0 = (v[i] << BITS) + ROW_BIAS;
            int x2 = v[i + 2 * ROW] << BITS;
            int sum = x0 + x2;
            int difference = x0 - x2;
            int outer = v[i + ROW] * STEEP + v[i + 3 * ROW] * FLAT;
            int inner = v[i + ROW] * FLAT - v[i + 3 * ROW] * STEEP;
            v[i] = sample(sum + outer)
                    | (sample(difference + inner) << 8)
                    | (sample(difference - inner) << 16)
                    | (sample(sum - outer) << 24);
        }
    }

    private static int sample(int value) {
        return Math.max(0, Math.min(value >> ROW_SHIFT, 255));
    }
}

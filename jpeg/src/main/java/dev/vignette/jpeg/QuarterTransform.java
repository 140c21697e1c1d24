package dev.vignette.jpeg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The inverse DCT of the 2 × 2 lowest frequencies of blocks: sums and differences.
final class QuarterTransform implements BlockTransform {
    private static final VarHandle SAMPLES =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    static final int BATCH = 128;
    private static final int BITS = 3;
    private static final int BIAS = (128 << BITS) + (1 << (BITS - 1));

    private final int[] samples = new int[2 * BATCH];

    private final int[] steps;

    QuarterTransform(int[] quant) {
        steps = Places.steps(quant, 2, 1);
    }

    @Override
    public int batch() {
        return BATCH;
    }

    @Override
    public int side() {
        return 2;
    }

    @Override
    public void transform(int[] values) {
        butterflies(values, steps[0], steps[1], steps[2], steps[3], samples);
    }

    @Override
    public void store(int first, int step, int count, byte[] rows, int offset, int apart, int stride) {
        for (int i = 0; i < count; i++) {
            int from = first + i * step;
            int to = offset + i * apart;
            SAMPLES.set(rows, to, (short) samples[from]);
            SAMPLES.set(rows, to + stride, (short) samples[from + BATCH]);
        }
    }

    /// Puts two samples side by side into one value.
    private static void butterflies(int[] v, int mean, int across, int down, int both, int[] to) {
        for (int i = 0; i < BATCH; i++) {
            int middle = v[i] * mean + BIAS;
            int vertical = v[i + 2 * BATCH] * down;
            int upper = middle + vertical;
            int lower = middle - vertical;
            int horizontal = v[i + BATCH] * across;
            int diagonal = v[i + 3 * BATCH] * both;
            int upperSlope = horizontal + diagonal;
            int lowerSlope = horizontal - diagonal;
            to[i] = sample(upper + upperSlope) | (sample(upper - upperSlope) << 8);
            to[i + BATCH] = sample(lower + lowerSlope) | (sample(lower - lowerSlope) << 8);
        }
    }

    private static int sample(int value) {
        return Math.max(0, Math.min(value >> BITS, 255));
    }
}

package dev.vignette.jpeg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The inverse DCT of the 2 × 2 lowest frequencies of blocks: sums and differences.
final class QuarterTransform implements BlockTransform {
    private static final VarHandle SAMPLES =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int BATCH = 128;
    private static final int BITS = 3;
    private static final int BIAS = (128 << BITS) + (1 << (BITS - 1));

    @Override
    public int batch() {
        return BATCH;
    }

    @Override
    public int side() {
        return 2;
    }

    @Override
    public void transform(int[] values, int count, byte[] rows, int offset, int stride) {
        butterflies(values);
        clamp(values);
        pack(values);
        for (int row = 0; row < 2; row++) {
            int to = offset + row * stride;
            for (int i = 0; i < count; i++) {
                SAMPLES.set(rows, to + i * 2, (short) values[row * 2 * BATCH + i]);
            }
        }
    }

    private static void butterflies(int[] v) {
        for (int i = 0; i < BATCH; i++) {
            int upper = v[i] + v[i + 2 * BATCH] + BIAS;
            int lower = v[i] - v[i + 2 * BATCH] + BIAS;
            int upperSlope = v[i + BATCH] + v[i + 3 * BATCH];
            int lowerSlope = v[i + BATCH] - v[i + 3 * BATCH];
            v[i] = upper + upperSlope;
            v[i + BATCH] = upper - upperSlope;
            v[i + 2 * BATCH] = lower + lowerSlope;
            v[i + 3 * BATCH] = lower - lowerSlope;
        }
    }

    private static void clamp(int[] v) {
        for (int i = 0; i < 4 * BATCH; i++) {
            v[i] = Math.max(0, Math.min(v[i] >> BITS, 255));
        }
    }

    /// Puts two samples side by side into one value.
    private static void pack(int[] v) {
        for (int i = 0; i < BATCH; i++) {
            v[i] |= v[i + BATCH] << 8;
            v[i + 2 * BATCH] |= v[i + 3 * BATCH] << 8;
        }
    }
}

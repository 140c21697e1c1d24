package dev.vignette.jpeg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The inverse DCT of whole blocks.
///
/// It is the algorithm of Loeffler, Ligtenberg and Moschytz (ICASSP 1989) with 11 multiplications, in integers
/// of 13 fractional bits and with two bits kept between the passes, as in libjpeg's slow transform: the samples
/// are the same. Each pass is several loops because one loop of that length is not made into vector code.
final class FullTransform implements BlockTransform {
    private static final VarHandle SAMPLES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /// With 64 the batches of all components leave the first-level cache.
    static final int BATCH = 32;

    private static final int ROW = 8 * BATCH;
    private static final int BITS = 13;
    private static final int KEPT = 2;
    private static final int COLUMN_SHIFT = BITS - KEPT;
    private static final int COLUMN_BIAS = 1 << (COLUMN_SHIFT - 1);
    private static final int ROW_SHIFT = BITS + KEPT + 3;
    private static final int ROW_BIAS = (128 << ROW_SHIFT) + (1 << (ROW_SHIFT - 1));

    // The factors of the paper's rotations, combined for three multiplications each.
    private static final int EVEN_BOTH = 4433; // 0.541196100
    private static final int EVEN_2 = 6270; // 0.765366865
    private static final int EVEN_6 = 15137; // 1.847759065
    private static final int ODD_ALL = 9633; // 1.175875602
    private static final int ODD_7 = 2446; // 0.298631336
    private static final int ODD_5 = 16819; // 2.053119869
    private static final int ODD_3 = 25172; // 3.072711026
    private static final int ODD_1 = 12299; // 1.501321110
    private static final int ODD_7_1 = 7373; // 0.899976223
    private static final int ODD_5_3 = 20995; // 2.562915447
    private static final int ODD_7_3 = 16069; // 1.961570560
    private static final int ODD_5_1 = 3196; // 0.390180644

    private final int[] turned = new int[64 * BATCH];

    private final int[] steps;

    FullTransform(int[] quant) {
        steps = Places.steps(quant, 8, BATCH);
    }

    @Override
    public int batch() {
        return BATCH;
    }

    @Override
    public int side() {
        return 8;
    }

    @Override
    public void transform(int[] values) {
        dequantise(values, steps);
        even(values, COLUMN_BIAS);
        odd(values);
        columns(values);
        for (int row = 0; row < 8; row++) {
            for (int column = 0; column < 8; column++) {
                System.arraycopy(values, row * ROW + column * BATCH, turned, column * ROW + row * BATCH, BATCH);
            }
        }
        even(turned, ROW_BIAS);
        odd(turned);
        rows(turned);
        clamp(turned);
        pack(turned);
    }

    @Override
    public void store(int first, int step, int count, byte[] rows, int offset, int apart, int stride) {
        for (int i = 0; i < count; i++) {
            int left = first + i * step;
            int right = left + 4 * ROW;
            int to = offset + i * apart;
            for (int row = 0; row < 8; row++) {
                long half = (long) turned[right + row * BATCH] << 32;
                SAMPLES.set(rows, to + row * stride, half | (turned[left + row * BATCH] & 0xFFFF_FFFFL));
            }
        }
    }

    private static void dequantise(int[] v, int[] steps) {
        for (int i = 0; i < 64 * BATCH; i++) {
            v[i] *= steps[i];
        }
    }

    private static void even(int[] v, int bias) {
        for (int i = 0; i < ROW; i++) {
            int both = (v[i + 2 * ROW] + v[i + 6 * ROW]) * EVEN_BOTH;
            int outer = both + v[i + 2 * ROW] * EVEN_2;
            int inner = both - v[i + 6 * ROW] * EVEN_6;
            int x0 = (v[i] << BITS) + bias;
            int x4 = v[i + 4 * ROW] << BITS;
            int sum = x0 + x4;
            int difference = x0 - x4;
            v[i] = sum + outer;
            v[i + 2 * ROW] = difference + inner;
            v[i + 4 * ROW] = difference - inner;
            v[i + 6 * ROW] = sum - outer;
        }
    }

    private static void odd(int[] v) {
        for (int i = 0; i < ROW; i++) {
            int x1 = v[i + ROW];
            int x3 = v[i + 3 * ROW];
            int x5 = v[i + 5 * ROW];
            int x7 = v[i + 7 * ROW];
            int all = (x1 + x3 + x5 + x7) * ODD_ALL;
            int y71 = (x7 + x1) * ODD_7_1;
            int y53 = (x5 + x3) * ODD_5_3;
            int y73 = all - (x7 + x3) * ODD_7_3;
            int y51 = all - (x5 + x1) * ODD_5_1;
            v[i + ROW] = x1 * ODD_1 - y71 + y51;
            v[i + 3 * ROW] = x3 * ODD_3 - y53 + y73;
            v[i + 5 * ROW] = x5 * ODD_5 - y53 + y51;
            v[i + 7 * ROW] = x7 * ODD_7 - y71 + y73;
        }
    }

    private static void columns(int[] v) {
        for (int i = 0; i < ROW; i++) {
            int e0 = v[i];
            int e1 = v[i + 2 * ROW];
            int e2 = v[i + 4 * ROW];
            int e3 = v[i + 6 * ROW];
            int o0 = v[i + ROW];
            int o1 = v[i + 3 * ROW];
            int o2 = v[i + 5 * ROW];
            int o3 = v[i + 7 * ROW];
            v[i] = (e0 + o0) >> COLUMN_SHIFT;
            v[i + ROW] = (e1 + o1) >> COLUMN_SHIFT;
            v[i + 2 * ROW] = (e2 + o2) >> COLUMN_SHIFT;
            v[i + 3 * ROW] = (e3 + o3) >> COLUMN_SHIFT;
            v[i + 4 * ROW] = (e3 - o3) >> COLUMN_SHIFT;
            v[i + 5 * ROW] = (e2 - o2) >> COLUMN_SHIFT;
            v[i + 6 * ROW] = (e1 - o1) >> COLUMN_SHIFT;
            v[i + 7 * ROW] = (e0 - o0) >> COLUMN_SHIFT;
        }
    }

    private static void rows(int[] v) {
        for (int i = 0; i < ROW; i++) {
            int e0 = v[i];
            int e1 = v[i + 2 * ROW];
            int e2 = v[i + 4 * ROW];
            int e3 = v[i + 6 * ROW];
            int o0 = v[i + ROW];
            int o1 = v[i + 3 * ROW];
            int o2 = v[i + 5 * ROW];
            int o3 = v[i + 7 * ROW];
            v[i] = e0 + o0;
            v[i + ROW] = e1 + o1;
            v[i + 2 * ROW] = e2 + o2;
            v[i + 3 * ROW] = e3 + o3;
            v[i + 4 * ROW] = e3 - o3;
            v[i + 5 * ROW] = e2 - o2;
            v[i + 6 * ROW] = e1 - o1;
            v[i + 7 * ROW] = e0 - o0;
        }
    }

    private static void clamp(int[] v) {
        for (int i = 0; i < 8 * ROW; i++) {
            v[i] = Math.max(0, Math.min(v[i] >> ROW_SHIFT, 255));
        }
    }

    /// Puts four samples side by side into one value.
    private static void pack(int[] v) {
        for (int i = 0; i < ROW; i++) {
            v[i] = v[i] | (v[i + ROW] << 8) | (v[i + 2 * ROW] << 16) | (v[i + 3 * ROW] << 24);
            v[i + 4 * ROW] = v[i + 4 * ROW] | (v[i + 5 * ROW] << 8) | (v[i + 6 * ROW] << 16) | (v[i + 7 * ROW] << 24);
        }
    }
}

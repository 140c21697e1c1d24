package dev.vignette.jpeg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The inverse DCT of blocks of 8 × 8, many blocks at a time.
///
/// It is the algorithm of Loeffler, Ligtenberg and Moschytz (ICASSP 1989) with 11 multiplications, in integers of 13
/// fractional bits and with two bits kept between the passes, as in libjpeg's slow transform: the samples are the same.
/// Values lie coefficient by coefficient, those of all blocks side by side, so that the loops become vector code.
final class FullTransform {
    /// Blocks that are transformed together.
    static final int BATCH = 32;

    private static final VarHandle SAMPLES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int ROW = 8 * BATCH;
    private static final int BITS = 13;
    private static final int KEPT = 2;
    private static final int A = 4433; // 0.541196100
    private static final int B = 6270; // 0.765366865
    private static final int C = 15137; // 1.847759065
    private static final int D = 9633; // 1.175875602
    private static final int E = 2446; // 0.298631336
    private static final int F = 16819; // 2.053119869
    private static final int G = 25172; // 3.072711026
    private static final int H = 12299; // 1.501321110
    private static final int I = 7373; // 0.899976223
    private static final int J = 20995; // 2.562915447
    private static final int K = 16069; // 1.961570560
    private static final int L = 3196; // 0.390180644

    private FullTransform() {}

    /// @param values [#BATCH] blocks' coefficients; they are overwritten
    /// @param count how many blocks' samples are wanted
    /// @param rows gets the samples, the first at `offset`
    static void transform(int[] values, int count, byte[] rows, int offset, int stride) {
        columns(values);
        for (int row = 0; row < 8; row++) {
            row(values, row * ROW);
            int from = row * ROW;
            int to = offset + row * stride;
            for (int i = 0; i < count; i++) {
                SAMPLES.set(rows, to + i * 8, values[from + i] & 0xFFFF_FFFFL | (long) values[from + BATCH + i] << 32);
            }
        }
    }

    private static void columns(int[] v) {
        int shift = BITS - KEPT;
        for (int i = 0; i < ROW; i++) {
            int z2 = v[i + 2 * ROW];
            int z3 = v[i + 6 * ROW];
            int z1 = (z2 + z3) * A;
            int t2 = z1 - z3 * C;
            int t3 = z1 + z2 * B;
            int x0 = (v[i] << BITS) + (1 << shift - 1);
            int x4 = v[i + 4 * ROW] << BITS;
            int t0 = x0 + x4;
            int t1 = x0 - x4;
            int e0 = t0 + t3;
            int e3 = t0 - t3;
            int e1 = t1 + t2;
            int e2 = t1 - t2;
            int x7 = v[i + 7 * ROW];
            int x5 = v[i + 5 * ROW];
            int x3 = v[i + 3 * ROW];
            int x1 = v[i + ROW];
            int z5 = (x7 + x3 + x5 + x1) * D;
            int y1 = (x7 + x1) * I;
            int y2 = (x5 + x3) * J;
            int y3 = z5 - (x7 + x3) * K;
            int y4 = z5 - (x5 + x1) * L;
            int o0 = x7 * E - y1 + y3;
            int o1 = x5 * F - y2 + y4;
            int o2 = x3 * G - y2 + y3;
            int o3 = x1 * H - y1 + y4;
            v[i] = e0 + o3 >> shift;
            v[i + 7 * ROW] = e0 - o3 >> shift;
            v[i + ROW] = e1 + o2 >> shift;
            v[i + 6 * ROW] = e1 - o2 >> shift;
            v[i + 2 * ROW] = e2 + o1 >> shift;
            v[i + 5 * ROW] = e2 - o1 >> shift;
            v[i + 3 * ROW] = e3 + o0 >> shift;
            v[i + 4 * ROW] = e3 - o0 >> shift;
        }
    }

    /// Leaves the left four samples of each block in its first value, the right four in its second.
    private static void row(int[] v, int from) {
        int shift = BITS + KEPT + 3;
        for (int i = from; i < from + BATCH; i++) {
            int z2 = v[i + 2 * BATCH];
            int z3 = v[i + 6 * BATCH];
            int z1 = (z2 + z3) * A;
            int t2 = z1 - z3 * C;
            int t3 = z1 + z2 * B;
            int x0 = (v[i] << BITS) + (1 << shift - 1) + (128 << shift);
            int x4 = v[i + 4 * BATCH] << BITS;
            int t0 = x0 + x4;
            int t1 = x0 - x4;
            int e0 = t0 + t3;
            int e3 = t0 - t3;
            int e1 = t1 + t2;
            int e2 = t1 - t2;
            int x7 = v[i + 7 * BATCH];
            int x5 = v[i + 5 * BATCH];
            int x3 = v[i + 3 * BATCH];
            int x1 = v[i + BATCH];
            int z5 = (x7 + x3 + x5 + x1) * D;
            int y1 = (x7 + x1) * I;
            int y2 = (x5 + x3) * J;
            int y3 = z5 - (x7 + x3) * K;
            int y4 = z5 - (x5 + x1) * L;
            int o0 = x7 * E - y1 + y3;
            int o1 = x5 * F - y2 + y4;
            int o2 = x3 * G - y2 + y3;
            int o3 = x1 * H - y1 + y4;
            v[i] = Math.max(0, Math.min(e0 + o3 >> shift, 255))
                    | Math.max(0, Math.min(e1 + o2 >> shift, 255)) << 8
                    | Math.max(0, Math.min(e2 + o1 >> shift, 255)) << 16
                    | Math.max(0, Math.min(e3 + o0 >> shift, 255)) << 24;
            v[i + BATCH] = Math.max(0, Math.min(e3 - o0 >> shift, 255))
                    | Math.max(0, Math.min(e2 - o1 >> shift, 255)) << 8
                    | Math.max(0, Math.min(e1 - o2 >> shift, 255)) << 16
                    | Math.max(0, Math.min(e0 - o3 >> shift, 255)) << 24;
        }
    }
}

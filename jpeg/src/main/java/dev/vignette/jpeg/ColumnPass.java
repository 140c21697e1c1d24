package dev.vignette.jpeg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Resamples rows along their columns, many rows at a time: these are turned, so that what belongs to one column
/// lies side by side and the loops over it are vector code. What is turned is in fixed point, and its sums are not:
/// were both of one type, the compiler could not know that a loop does not write what it reads next.
///
/// Not safe for use by several threads.
final class ColumnPass {
    /// Rows resampled at once. With 64 the loops over them are so short that they take half as long again.
    private static final int LANES = 128;

    /// Rows turned at once.
    private static final int TURNED = 4;

    /// Columns added in one pass over the sums, and columns of the result that are written at once.
    private static final int BATCH = 4;

    /// One, as what is resampled has it. The weights of a photograph are less than 2 in sum, signs left aside, so all
    /// fits into 16 bits; what a larger prefilter makes of it is cut off at four times the range of samples.
    private static final float ONE = 1 << 6;

    /// What makes numbers positive that are rounded by cutting fractions off.
    private static final int POSITIVE = 1 << 15;

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final Averaging averaging;
    private final int[] starts;
    /// As many for each target column; divided by [#ONE].
    private final float[] weights;

    private final int taps;
    private final int width;
    private final int height;
    private final byte[] result;
    private final int[][] rows;
    private final short[] turned;
    /// Of one column, from the array's beginning: an offset would keep the loops from being vector code.
    private final float[] sum = new float[LANES];

    private final int[][] samples = new int[BATCH][LANES];
    private int added;
    private int collected;
    private int written;

    /// @param columns of which the first source column is the first of the rows
    /// @param height rows that will be added
    ColumnPass(Weights columns, int height, Averaging averaging) {
        this.averaging = averaging;
        this.height = height;
        width = columns.size();
        taps = Math.ceilDiv(columns.stride(), BATCH) * BATCH;
        int first = columns.start(0);
        int used = columns.end(width - 1) - first;
        starts = new int[width];
        weights = new float[Math.multiplyExact(width, taps)];
        int end = used;
        for (int x = 0; x < width; x++) {
            int start = columns.start(x) - first;
            end = Math.max(end, start + taps);
            starts[x] = start * LANES;
            columns.copy(x, 1 / ONE, weights, x * taps);
        }
        result = new byte[Math.multiplyExact(width, height)];
        rows = new int[TURNED][used];
        // Behind the last column are none, but weights of zero.
        turned = new short[Math.multiplyExact(end, LANES)];
    }

    /// Takes the next row of what is averaged, less 128.
    void add(float[] row) {
        round(row, rows[added++]);
        if (added == TURNED || written + collected + added == height) {
            turn(rows[0], rows[1], rows[2], rows[3], turned, collected);
            collected += added;
            added = 0;
            if (collected == LANES || written + collected == height) {
                resample();
                written += collected;
                collected = 0;
            }
        }
    }

    /// The result, when all rows were added.
    Plane plane() {
        return new Plane(result, width, height);
    }

    private static void round(float[] from, int[] to) {
        for (int i = 0; i < to.length; i++) {
            int rounded = (int) (from[i] * ONE + (POSITIVE + 0.5f));
            to[i] = Math.max(0, Math.min(rounded, 2 * POSITIVE - 1)) - POSITIVE;
        }
    }

    private static void turn(int[] r0, int[] r1, int[] r2, int[] r3, short[] turned, int lane) {
        for (int x = 0; x < r0.length; x++) {
            int at = x * LANES + lane;
            turned[at] = (short) r0[x];
            turned[at + 1] = (short) r1[x];
            turned[at + 2] = (short) r2[x];
            turned[at + 3] = (short) r3[x];
        }
    }

    private void resample() {
        for (int x = 0; x < width; x += BATCH) {
            int count = Math.min(BATCH, width - x);
            for (int i = 0; i < count; i++) {
                column(x + i);
                averaging.narrow(sum, samples[i]);
            }
            pack(samples[0], samples[1], samples[2], samples[3]);
            int[] all = samples[0];
            int to = written * width + x;
            if (count == BATCH) {
                for (int row = 0; row < collected; row++) {
                    INTS.set(result, to + row * width, all[row]);
                }
            } else {
                writeLast(all, to, count);
            }
        }
    }

    private void writeLast(int[] all, int to, int count) {
        for (int row = 0; row < collected; row++) {
            for (int i = 0; i < count; i++) {
                result[to + row * width + i] = (byte) (all[row] >> (i * 8));
            }
        }
    }

    /// Sums begin with zeros: a loop that began them with the first columns became vector code of four lanes only.
    private void column(int x) {
        int from = starts[x];
        int weight = x * taps;
        Arrays.fill(sum, 0);
        for (int i = 0; i < taps; i += BATCH) {
            float w0 = weights[weight + i];
            float w1 = weights[weight + i + 1];
            float w2 = weights[weight + i + 2];
            float w3 = weights[weight + i + 3];
            add(sum, turned, from + i * LANES, w0, w1, w2, w3);
        }
    }

    private static void add(float[] sum, short[] turned, int from, float w0, float w1, float w2, float w3) {
        for (int i = 0; i < LANES; i++) {
            sum[i] += ((float) turned[from + i] * w0 + (float) turned[from + LANES + i] * w1)
                    + ((float) turned[from + 2 * LANES + i] * w2 + (float) turned[from + 3 * LANES + i] * w3);
        }
    }

    /// Puts four samples side by side into one value.
    private static void pack(int[] a, int[] b, int[] c, int[] d) {
        for (int i = 0; i < LANES; i++) {
            a[i] = a[i] | (b[i] << 8) | (c[i] << 16) | (d[i] << 24);
        }
    }
}

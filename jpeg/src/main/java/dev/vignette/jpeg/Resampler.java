package dev.vignette.jpeg;

import java.util.Arrays;

/// Brings one plane to its final size while its rows arrive, of which it keeps no more than a few.
///
/// Each source row is added, weighted, to the sums of the target rows that it counts for, in its full width:
/// there are about six at a time when a plane is reduced, however much. That pass runs along rows, where the
/// compiler vectorises it. A target row whose sum is complete goes on to the [ColumnPass].
///
/// The result is within 1 of exact arithmetic. Not safe for use by several threads.
public final class Resampler {
    /// Source rows added in one pass over the sums.
    private static final int BATCH = 4;

    /// What may be missing of a sum of fractions.
    private static final double ROUNDING = 1e-6;

    private final int sourceHeight;
    private final Averaging averaging;
    private final Weights rows;
    private final int firstColumn;
    private final ColumnPass columns;
    /// Source rows that are not in the sums yet.
    private final float[][] batch;

    private final byte[] flipped;
    /// That of target row `n` is at `n` modulo their number.
    private final float[][] sums;

    private int taken;
    private int batched;
    private int opened;
    private int summed;

    /// @param sourceWidth,sourceHeight samples of the plane that will be pushed
    /// @param region what becomes the result; what lies around it counts at its edges. It may reach
    ///     over the plane by half a sample of the result
    /// @param width,height samples of the result
    /// @throws IllegalArgumentException when a size is not positive or the region leaves the plane further
    public Resampler(int sourceWidth, int sourceHeight, Region region, int width, int height, Filter filter) {
        this(sourceWidth, sourceHeight, Region.of(sourceWidth, sourceHeight), region, width, height, filter);
    }

    /// The same, but nothing outside of `visible` counts, where the edges of the region are those of it.
    ///
    /// @param visible what the plane is cut to before; a sample that it shares with its surroundings belongs to it
    ///     when its centre does
    public Resampler(
            int sourceWidth, int sourceHeight, Region visible, Region region, int width, int height, Filter filter) {
        if (sourceWidth < 1 || sourceHeight < 1 || width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "%d × %d to %d × %d: no size is below 1".formatted(sourceWidth, sourceHeight, width, height));
        }
        if (!within(region.left(), region.width(), width, sourceWidth)
                || !within(region.top(), region.height(), height, sourceHeight)) {
            throw new IllegalArgumentException("%s leaves %d × %d".formatted(region, sourceWidth, sourceHeight));
        }
        this.sourceHeight = sourceHeight;
        averaging = filter.averaging();
        int left = Math.clamp(Math.round(visible.left()), 0, sourceWidth - 1);
        int right = Math.clamp(Math.round(visible.left() + visible.width()), left + 1, sourceWidth);
        int top = Math.clamp(Math.round(visible.top()), 0, sourceHeight - 1);
        int bottom = Math.clamp(Math.round(visible.top() + visible.height()), top + 1, sourceHeight);
        Weights across = Weights.of(left, right, region.left(), region.width(), width, filter);
        rows = Weights.of(top, bottom, region.top(), region.height(), height, filter);
        firstColumn = across.start(0);
        int usedColumns = across.end(width - 1) - firstColumn;
        columns = new ColumnPass(across, height, averaging);
        batch = new float[BATCH][usedColumns];
        flipped = new byte[usedColumns];
        sums = new float[rows.overlap()][usedColumns];
    }

    /// Whether the centres of the first and the last target sample lie within the plane, or on its edge.
    private static boolean within(double from, double length, int target, int source) {
        double half = length / target / 2;
        return from + half >= -ROUNDING && from + length - half <= source + ROUNDING;
    }

    /// The whole of a plane, by [Kernel#LANCZOS3].
    public Resampler(int sourceWidth, int sourceHeight, int width, int height) {
        this(
                sourceWidth,
                sourceHeight,
                Region.of(sourceWidth, sourceHeight),
                width,
                height,
                Filter.of(Kernel.LANCZOS3));
    }

    /// Takes the next source rows. Those that are not needed cost nothing.
    ///
    /// @param samples row `i` begins at `offset + i × stride` and has all of the plane's columns
    /// @throws IllegalArgumentException when there are more rows than the plane has
    public void push(byte[] samples, int offset, int stride, int count) {
        if (count < 0 || count > sourceHeight - taken) {
            throw new IllegalArgumentException("%d rows behind %d of %d".formatted(count, taken, sourceHeight));
        }
        for (int i = 0; i < count; i++, taken++) {
            if (taken >= firstRow() && taken < lastRow()) {
                take(samples, offset + i * stride);
            }
        }
    }

    /// The first source row that counts.
    public int firstRow() {
        return rows.start(0);
    }

    /// Behind the last source row that counts.
    public int lastRow() {
        return rows.end(rows.size() - 1);
    }

    /// Whether no further rows are needed.
    public boolean done() {
        return summed == rows.size();
    }

    /// The result.
    ///
    /// @throws IllegalStateException while rows are missing
    public Plane plane() {
        if (!done()) {
            throw new IllegalStateException("%d of %d rows are needed".formatted(lastRow(), taken));
        }
        return columns.plane();
    }

    private void take(byte[] samples, int offset) {
        widen(samples, offset + firstColumn, batch[batched++]);
        if (batched == BATCH || taken + 1 == lastRow()) {
            spread(taken + 1 - batched);
            batched = 0;
        }
    }

    /// Adds the rows of the batch, of which the first is `top`, to all sums they count for.
    private void spread(int top) {
        int end = top + batched;
        for (int target = summed; target < rows.size() && rows.start(target) < end; target++) {
            float[] sum = sums[target % sums.length];
            if (target == opened) {
                Arrays.fill(sum, 0);
                opened++;
            }
            add(sum, target, top);
            if (rows.end(target) <= end) {
                columns.add(sum);
                summed++;
            }
        }
    }

    private void add(float[] sum, int target, int top) {
        float w0 = rows.at(target, top);
        float w1 = rows.at(target, top + 1);
        float w2 = rows.at(target, top + 2);
        float w3 = rows.at(target, top + 3);
        add(sum, batch[0], batch[1], batch[2], batch[3], w0, w1, w2, w3);
    }

    /// With eight rows at once the compiler no longer vectorises it.
    private static void add(
            float[] sum, float[] r0, float[] r1, float[] r2, float[] r3, float w0, float w1, float w2, float w3) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += (w0 * r0[i] + w1 * r1[i]) + (w2 * r2[i] + w3 * r3[i]);
        }
    }

    /// What is averaged of samples, in three loops that are each vectorised: reading bytes as unsigned is not.
    private void widen(byte[] samples, int offset, float[] row) {
        byte[] signed = flipped;
        System.arraycopy(samples, offset, signed, 0, signed.length);
        for (int i = 0; i < signed.length; i++) {
            signed[i] ^= (byte) 0x80;
        }
        averaging.widen(signed, row);
    }
}

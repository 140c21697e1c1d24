package dev.vignette.jpeg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// One component on its way into a file: its samples as quantised blocks.
///
/// @param plane its samples
/// @param horizontal,vertical blocks a side that it has in each unit of an interleaved scan, 1 or 2
/// @param kind 0 for luma, 1 for chroma: which tables of each sort are its own
/// @param quantisation of its coefficients
record EncodedComponent(Plane plane, int horizontal, int vertical, int kind, Quantisation quantisation) {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /// Makes eight samples those less 128.
    private static final long SIGNS = 0x8080_8080_8080_8080L;

    /// From a column of [ForwardDct] to the next.
    private static final int COLUMN = 8 * ForwardDct.BATCH;

    int columns() {
        return Math.ceilDiv(plane.width(), 8);
    }

    int rows() {
        return Math.ceilDiv(plane.height(), 8);
    }

    /// Its table of symbols for DC coefficients.
    int dcTable() {
        return kind;
    }

    /// Its table of symbols for AC coefficients.
    int acTable() {
        return 2 + kind;
    }

    /// Copies the samples of a block, less 128, to where [ForwardDct] wants them. Behind the edges the last samples are
    /// repeated.
    ///
    /// @param number of the block there
    void copy(int column, int row, int[] samples, int number) {
        int x = column * 8;
        int y = row * 8;
        if (x + 8 <= plane.width() && y + 8 <= plane.height()) {
            copyInner(x, y, samples, number);
        } else {
            copyEdge(x, y, samples, number);
        }
    }

    private void copyInner(int x, int y, int[] samples, int number) {
        byte[] all = plane.samples();
        for (int i = 0; i < 8; i++) {
            long line = (long) LONGS.get(all, (y + i) * plane.width() + x) ^ SIGNS;
            int to = i * ForwardDct.BATCH + number;
            for (int j = 0; j < 8; j++) {
                samples[to + j * COLUMN] = (byte) (line >>> (j * 8));
            }
        }
    }

    private void copyEdge(int x, int y, int[] samples, int number) {
        byte[] all = plane.samples();
        for (int i = 0; i < 8; i++) {
            int at = Math.min(y + i, plane.height() - 1) * plane.width();
            int to = i * ForwardDct.BATCH + number;
            for (int j = 0; j < 8; j++) {
                samples[to + j * COLUMN] = (all[at + Math.min(x + j, plane.width() - 1)] & 0xff) - 128;
            }
        }
    }
}

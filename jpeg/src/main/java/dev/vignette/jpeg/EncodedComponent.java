package dev.vignette.jpeg;

/// One component on its way into a file: its samples as quantised blocks.
///
/// @param plane its samples
/// @param horizontal,vertical blocks a side that it has in each unit of an interleaved scan, 1 or 2
/// @param kind 0 for luma, 1 for chroma: which tables of each sort are its own
/// @param quantisation of its coefficients
record EncodedComponent(Plane plane, int horizontal, int vertical, int kind, Quantisation quantisation) {
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

    /// The quantised coefficients of a block, row by row. Behind the edges the last samples are repeated.
    void quantised(int column, int row, int[] block) {
        int x = column * 8;
        int y = row * 8;
        if (x + 8 <= plane.width() && y + 8 <= plane.height()) {
            copyInner(x, y, block);
        } else {
            copyEdge(x, y, block);
        }
        ForwardDct.transform(block);
        quantisation.apply(block);
    }

    private void copyInner(int x, int y, int[] block) {
        byte[] samples = plane.samples();
        for (int i = 0; i < 8; i++) {
            int at = (y + i) * plane.width() + x;
            for (int j = 0; j < 8; j++) {
                block[i * 8 + j] = (samples[at + j] & 0xff) - 128;
            }
        }
    }

    private void copyEdge(int x, int y, int[] block) {
        byte[] samples = plane.samples();
        for (int i = 0; i < 8; i++) {
            int at = Math.min(y + i, plane.height() - 1) * plane.width();
            for (int j = 0; j < 8; j++) {
                block[i * 8 + j] = (samples[at + Math.min(x + j, plane.width() - 1)] & 0xff) - 128;
            }
        }
    }
}

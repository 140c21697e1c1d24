package dev.vignette.jpeg;

/// How many luma samples share one sample of each chroma plane.
public enum Subsampling {
    YUV444(1, 1),
    YUV422(2, 1),
    YUV420(2, 2);

    private final int horizontal;
    private final int vertical;

    Subsampling(int horizontal, int vertical) {
        this.horizontal = horizontal;
        this.vertical = vertical;
    }

    /// Luma samples along a row: 1 or 2.
    public int horizontal() {
        return horizontal;
    }

    /// Luma samples along a column: 1 or 2.
    public int vertical() {
        return vertical;
    }

    /// Columns of the chroma planes of a picture of so many.
    public int chromaWidth(int width) {
        return Math.ceilDiv(width, horizontal);
    }

    /// Rows of the chroma planes of a picture of so many.
    public int chromaHeight(int height) {
        return Math.ceilDiv(height, vertical);
    }
}

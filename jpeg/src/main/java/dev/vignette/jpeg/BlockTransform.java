package dev.vignette.jpeg;

/// An inverse DCT of many blocks at a time.
///
/// Values lie coefficient by coefficient, those of all blocks side by side, so that the loops over them become
/// vector code.
interface BlockTransform {
    /// Blocks that are transformed together, a constant of each transform.
    int batch();

    /// How many coefficients a side of a block are used, which is how many samples it becomes.
    int side();

    /// @param values the coefficients of [#batch()] blocks: that of column `x` and row `y` of block `i` is at
    ///     `(y × side + x) × batch + i`; they are overwritten
    /// @param count how many blocks' samples are wanted
    /// @param rows gets the samples, the first of them at `offset`
    void transform(int[] values, int count, byte[] rows, int offset, int stride);
}

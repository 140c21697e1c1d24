package dev.vignette.jpeg;

/// Dequantises many blocks at a time and makes samples of them by an inverse DCT.
///
/// Values lie coefficient by coefficient, those of all blocks side by side, so that the loops over them become
/// vector code.
interface BlockTransform {
    /// The transform for a scale.
    ///
    /// @param quant 64 steps in zigzag order
    static BlockTransform of(Scale scale, int[] quant) {
        return switch (scale) {
            case EIGHTH -> new EighthTransform(quant);
            case QUARTER -> new QuarterTransform(quant);
            case HALF -> new HalfTransform(quant);
            case FULL -> new FullTransform(quant);
        };
    }

    /// Blocks that are transformed together, a constant of each transform.
    int batch();

    /// How many coefficients a side of a block are used, which is how many samples it becomes.
    int side();

    /// Transforms the blocks of a batch.
    ///
    /// @param values the quantised coefficients of [#batch()] blocks, which are overwritten: that of column `x` and
    ///     row `y` of block `i` is at `(y × side + x) × batch + i`
    void transform(int[] values);

    /// Stores samples of the blocks that were transformed last.
    ///
    /// @param first block that is wanted
    /// @param step to the next one
    /// @param count of them
    /// @param rows gets the samples, the first of them at `offset`
    /// @param apart samples from a block to the next one in `rows`
    /// @param stride samples from a row to the next one
    void store(int first, int step, int count, byte[] rows, int offset, int apart, int stride);
}

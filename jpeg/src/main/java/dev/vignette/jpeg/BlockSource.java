package dev.vignette.jpeg;

/// Where one component's blocks come from, one after another.
///
/// Values come out dequantised, at the places that a transform has asked for.
interface BlockSource {
    /// Makes a source for a transform.
    @FunctionalInterface
    interface Maker {
        /// @param places for each coefficient in zigzag order where its value goes; several may share one that is
        ///     not read
        /// @param last coefficient that is wanted, 0 to 63
        BlockSource of(int[] places, int last);
    }

    /// Goes to the next block for its DC value alone.
    ///
    /// @param position bits into the window
    /// @return the position behind the block
    int readMean(byte[] window, int position);

    /// The DC value of the block that [#readMean] has gone to, dequantised.
    int mean();

    /// Reads the next block.
    ///
    /// @param position bits into the window
    /// @param values gets what is not zero
    /// @param at is added to the places
    /// @return the position behind the block
    int read(byte[] window, int position, int[] values, int at);

    /// Begins anew, as behind a restart marker.
    void restart();

    /// How many codes there were that the tables do not have.
    int invalid();
}

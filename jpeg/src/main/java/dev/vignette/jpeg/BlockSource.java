package dev.vignette.jpeg;

/// Where one component's blocks come from, one after another.
///
/// Values come out dequantised, at the places that a transform has asked for.
abstract class BlockSource {
    /// Makes a source for a transform.
    @FunctionalInterface
    interface Maker {
        /// @param places for each coefficient in zigzag order where its value goes; several may share one that is
        ///     not read
        /// @param last coefficient that is wanted, 0 to 63
        BlockSource of(int[] places, int last);
    }

    /// Reads the next blocks.
    ///
    /// @param position bits into the window
    /// @param values gets what is not zero
    /// @param at is added to the places of the first block, and one more for each that follows
    /// @return the position behind the blocks
    abstract int read(byte[] window, int position, int[] values, int at, int count);

    /// Begins anew, as behind a restart marker.
    abstract void restart();

    /// How many codes there were that the tables do not have.
    abstract int invalid();
}

package dev.vignette.jpeg;

/// Reads the blocks of MCUs, for components that want the same part of each block.
///
/// The time goes into the chain from the bits through a table to the next bits, so all else is kept off it: bits
/// are loaded while their predecessors are looked up, and values are cut out beside it. Loading never waits for a
/// code: it adds whole bytes behind the `valid` bits, of which there are then 56 at least. The bits stay in local
/// variables from block to block and from MCU to MCU.
///
/// Values are left as they were coded, since a transform multiplies many at a time. How much of a block is wanted
/// decides for one of four loops. They have much in common, but one for all would be compiled for the scale that
/// comes first.
abstract class BlockReader {
    /// What leaves the bits that select a difference.
    static final int DC_SHIFT = Long.SIZE - Codes.DC_BITS;

    /// Bits that are valid at least once they are loaded.
    static final int LOADED = 56;

    /// Bits of a code in the table with its value, and of what is looked up next.
    static final int ENOUGH = Codes.MOST + Codes.SKIP_BITS;

    /// The reader for what a scale wants of each block.
    static BlockReader of(Scale scale) {
        return switch (scale) {
            case EIGHTH -> new MeanReader();
            case QUARTER -> new LowReader();
            case HALF -> new PairReader();
            case FULL -> new WholeReader();
        };
    }

    /// Reads MCUs one after another as long as they begin within [ScanBits#safe], the first one in any case.
    ///
    /// @param parts of each MCU, which get their values
    /// @param count of MCUs, 1 at least
    /// @return how many were read
    abstract int read(ScanBits source, SequentialPart[] parts, int count);

    /// Puts a value into a batch, within it whatever `at` is.
    static void put(int[] values, int at, int value) {
        values[at & (values.length - 1)] = value;
    }

    /// Bits to be put behind those that are valid, 63 at most.
    static long load(byte[] window, int from, int valid) {
        return (long) ScanBits.LONGS.get(window, from) >>> valid;
    }
}

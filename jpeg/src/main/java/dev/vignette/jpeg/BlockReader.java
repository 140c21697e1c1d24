package dev.vignette.jpeg;

import java.util.Arrays;

/// Decodes the blocks of one component in one scan.
///
/// Values come out dequantised, at the places that a transform has asked for.
///
/// The time goes into the chain from the bits through a table to the next bits, so all else is kept off it: bits
/// are loaded while their predecessors are looked up, and values are cut out beside it. Loading never waits for a
/// code: it adds whole bytes behind the `valid` bits, of which there are then 56 at least.
///
/// How much of a block is wanted decides for one of four loops. They have much in common, but one for all would be
/// compiled for the scale that comes first.
abstract class BlockReader extends BlockSource {
    /// Behind the codes in a table: what becomes of each coefficient.
    static final int TARGETS = 1 << Codes.BITS;

    static final int SHIFT = Long.SIZE - Codes.BITS;
    static final int DC_SHIFT = Long.SIZE - Codes.DC_BITS;

    /// Bits that are valid at least once they are loaded.
    static final int LOADED = 56;

    /// Bits of a code in the table with its value, and of what is looked up next.
    static final int ENOUGH = Codes.MOST + Codes.SKIP_BITS;

    /// With fewer values, of which the first are the longest, pairs are not worth their tables.
    private static final int FEW = 16;

    /// Numbers that a block can reach: one more than its coefficients, and what [Codes#END] adds.
    private static final int NUMBERS = 256;

    /// Behind the numbers that a broken block can reach without an end.
    private static final int BROKEN = 64 + 16 + 1;

    /// Where the step begins in a target.
    private static final int STEP = 16;

    private static final int PLACE = (1 << STEP) - 1;

    final int[] dc;
    /// The codes; then for each coefficient, counted from 1, its place and above the step it is multiplied by.
    final int[] ac;

    int predictor;
    private final HuffmanCode dcCode;
    private final HuffmanCode acCode;
    private int invalid;

    /// @param quant in zigzag order
    /// @param places for each coefficient in zigzag order where its value goes; several may share one that is
    ///     not read
    BlockReader(HuffmanCode dcCode, HuffmanCode acCode, int[] quant, int[] places) {
        this.dcCode = dcCode;
        this.acCode = acCode;
        dc = dcCode.dcTable();
        ac = Arrays.copyOf(acCode.acTable(), TARGETS + NUMBERS);
        for (int i = 0; i < 64; i++) {
            ac[TARGETS + 1 + i] = (quant[i] << STEP) | places[i];
        }
        Arrays.fill(ac, TARGETS + 65, TARGETS + BROKEN, ac[TARGETS + 64]);
        // The end of a block is a zero where nothing was yet.
        Arrays.fill(ac, TARGETS + BROKEN, ac.length, places[63]);
    }

    /// The reader for a part of each block.
    ///
    /// @param last coefficient that is wanted, 0 to 63
    static BlockReader of(HuffmanCode dcCode, HuffmanCode acCode, int[] quant, int[] places, int last) {
        if (last == 0) {
            return new MeanReader(dcCode, acCode, quant, places);
        }
        if (last == 63) {
            return new WholeReader(dcCode, acCode, quant, places);
        }
        return last < FEW
                ? new LowReader(dcCode, acCode, quant, places, last)
                : new PairReader(dcCode, acCode, quant, places, last);
    }

    @Override
    final void restart() {
        predictor = 0;
    }

    @Override
    final int invalid() {
        return invalid;
    }

    /// Bits to be put behind those that are valid, 63 at most.
    static long load(byte[] window, int from, int valid) {
        return (long) ScanBits.LONGS.get(window, from) >>> valid;
    }

    static void put(int[] values, int at, int target, int value) {
        values[(target & PLACE) + at] = value * (target >>> STEP);
    }

    /// The entry of one code.
    final int one(long bits) {
        int entry = ac[(int) (bits >>> SHIFT)];
        return entry == 0 ? longAc(bits) : entry;
    }

    /// The same for skipping, where several would pass the end of the block or not one is in the table.
    final int skipOne(long bits) {
        int entry = one(bits);
        return ((entry >>> Codes.ADVANCE) << Codes.SKIP_ADVANCE) | (entry & Codes.USED);
    }

    /// The entry of a difference that is not in the table.
    final int longDc(long bits) {
        int found = dcCode.find((int) (bits >>> 48));
        return found < 0 ? invalidCode(0) : Codes.entry(found >> 8, found & 0xFF, 0);
    }

    /// The same for a value behind a run of zeros.
    final int longAc(long bits) {
        int found = acCode.find((int) (bits >>> 48));
        return found < 0 ? invalidCode(Codes.END) : Codes.entry(found >> 8, found & 15, Codes.advance(found & 0xFF));
    }

    /// What libjpeg makes of a code that is not in the table: 17 bits are used, and the symbol is 0.
    private int invalidCode(int advance) {
        invalid++;
        return Codes.entry(HuffmanCode.LONGEST + 1, 0, advance);
    }
}

package dev.vignette.jpeg;

/// One component's part of a sequential scan: the tables of its codes, and the batch that its blocks go to. They are
/// fields for the readers, which hold them in local variables.
final class SequentialPart extends ScanPart {
    /// [Codes#dc] and [Codes#ac].
    final int[] dc;

    final int[] ac;

    /// What leaves the bits that select one of `ac`; as a constant it takes more instructions.
    final int acShift;

    /// [Codes#skip], at the scales that skip most values; else empty.
    final char[] skip;

    /// What leaves the bits that select one of `skip`.
    final int skipShift;

    /// [Pairs#table], at the scale that wants many values; else empty.
    final int[] pairs;

    /// What leaves the bits that select one of `pairs`.
    final int pairShift;

    /// The batch; its length is a power of two.
    final int[] values;

    /// Blocks of an MCU.
    final int blocks;

    /// Where in the batch the next block goes.
    int next;

    /// The DC value of the block before, as it was coded; 0 where differences begin anew.
    int predictor;
    private final HuffmanCode dcCode;
    private final HuffmanCode acCode;
    private final ComponentDecoder decoder;
    private int invalid;

    SequentialPart(HuffmanCode dcCode, HuffmanCode acCode, ComponentDecoder decoder) {
        this.dcCode = dcCode;
        this.acCode = acCode;
        this.decoder = decoder;
        dc = dcCode.dcTable();
        ac = acCode.acTable();
        acShift = Codes.shift(ac.length);
        Scale scale = decoder.scale();
        skip = scale == Scale.EIGHTH || scale == Scale.QUARTER ? acCode.skipTable() : new char[] {};
        skipShift = Codes.shift(skip.length);
        pairs = scale == Scale.HALF ? acCode.pairTable() : new int[] {};
        pairShift = Codes.shift(pairs.length);
        values = decoder.values();
        blocks = decoder.mcuBlocks();
    }

    Scale scale() {
        return decoder.scale();
    }

    /// Goes to where the blocks of an MCU belong.
    ///
    /// @return how many MCUs from there on the batch has room for
    int moveTo(int mcu) {
        int room = decoder.room(mcu);
        next = decoder.next();
        return room;
    }

    /// Takes note of MCUs that were read from there on.
    void added(int mcus) {
        decoder.added(mcus);
    }

    /// The entry of one code.
    int one(long bits) {
        int entry = ac[(int) (bits >>> acShift)];
        return entry == 0 ? longAc(bits) : entry;
    }

    /// The same for skipping, where several would pass the end of the block or not one is in the table.
    int skipOne(long bits) {
        int entry = one(bits);
        return ((entry >>> Codes.ADVANCE) << Codes.SKIP_ADVANCE) | (entry & Codes.USED);
    }

    /// The entry of a difference that is not in the table.
    int longDc(long bits) {
        int found = dcCode.find((int) (bits >>> 48));
        return found < 0 ? invalidCode(0) : Codes.entry(found >> 8, found & 0xFF, 0);
    }

    /// The same for a value behind a run of zeros.
    int longAc(long bits) {
        int found = acCode.find((int) (bits >>> 48));
        return found < 0 ? invalidCode(Codes.END) : Codes.entry(found >> 8, found & 15, Codes.advance(found & 0xFF));
    }

    /// What libjpeg makes of a code that is not in the table: 17 bits are used, and the symbol is 0.
    private int invalidCode(int advance) {
        invalid++;
        return Codes.entry(HuffmanCode.LONGEST + 1, 0, advance);
    }

    @Override
    void restart() {
        predictor = 0;
    }

    @Override
    int invalid() {
        return invalid;
    }

    @Override
    void blank(int fromMcu, int toMcu) {
        decoder.blank(fromMcu, toMcu);
    }

    @Override
    void endRow(PlaneSink sink) {
        decoder.endRow(sink);
    }
}

package dev.vignette.jpeg;

import java.util.Arrays;

/// Collects one component's blocks of coefficients, and makes samples of many of them at a time.
final class ComponentDecoder {
    /// What a block without any values becomes.
    static final byte GREY = (byte) 128;

    private final ComponentPlan plan;
    private final BlockTransform transform;
    private final int side;
    /// Its length is a power of two, so that a reader masks an index instead of having it checked.
    private final int[] batch;

    private final byte[] rows;
    private final int stride;
    /// Blocks of an MCU, which are neighbours in the batch.
    private final int mcuBlocks;

    /// MCUs that fit into the batch.
    private final int room;

    /// The first MCU in the batch, and how many there are.
    private int first;

    private int mcus;
    private int delivered;

    ComponentDecoder(ComponentPlan plan, BlockTransform transform) {
        this.plan = plan;
        this.transform = transform;
        side = transform.side();
        batch = new int[Integer.highestOneBit(2 * (side * side + 1) * transform.batch() - 1)];
        stride = plan.stride();
        rows = new byte[stride * plan.down() * side];
        mcuBlocks = plan.across() * plan.down();
        room = transform.batch() / mcuBlocks;
    }

    /// The decoder for the scale of a plan.
    ///
    /// @param quant 64 steps in zigzag order
    static ComponentDecoder of(ComponentPlan plan, int[] quant) {
        return new ComponentDecoder(plan, BlockTransform.of(plan.scale(), quant));
    }

    Scale scale() {
        return plan.scale();
    }

    /// Blocks that fit into the batch.
    int batch() {
        return transform.batch();
    }

    int mcuBlocks() {
        return mcuBlocks;
    }

    /// The batch: the value of place `p` of its block `i` is at `p × `[BlockTransform#batch]` + i`.
    int[] values() {
        return batch;
    }

    /// Makes room for the blocks of an MCU.
    ///
    /// @return for how many from there on
    int room(int mcu) {
        if (mcus == room || mcu != first + mcus) {
            finish();
            first = mcu;
        }
        return room - mcus;
    }

    /// The block of the batch that comes next.
    int next() {
        return mcus * mcuBlocks;
    }

    /// Takes the values of MCUs that were put into the batch.
    void added(int count) {
        mcus += count;
    }

    /// Makes this component's part of MCUs grey.
    void blank(int fromMcu, int toMcu) {
        int samples = plan.across() * side;
        for (int row = 0; row < rows.length; row += stride) {
            Arrays.fill(rows, row + fromMcu * samples, row + toMcu * samples, GREY);
        }
    }

    /// Hands a row of MCUs over.
    void endRow(PlaneSink sink) {
        finish();
        int count = Math.min(plan.down() * side, plan.height() - delivered);
        if (count > 0) {
            sink.accept(plan.component(), rows, 0, stride, count);
            delivered += count;
        }
    }

    /// Transforms what is in the batch.
    private void finish() {
        if (mcus == 0) {
            return;
        }
        transform.transform(batch);
        int across = plan.across();
        for (int block = 0; block < mcuBlocks; block++) {
            int row = block / across * stride;
            int column = first * across + block % across;
            transform.store(block, mcuBlocks, mcus, rows, (row + column) * side, across * side, stride);
        }
        Arrays.fill(batch, 0, side * side * transform.batch(), 0);
        first += mcus;
        mcus = 0;
    }
}

package dev.vignette.jpeg;

import java.util.Arrays;

/// Decodes one component's blocks of a scan into rows of samples, at one scale.
abstract class ComponentDecoder extends ScanPart {
    /// What a block without any values becomes.
    static final byte GREY = (byte) 128;

    final BlockSource blocks;
    final byte[] rows;
    final int stride;
    /// Blocks of an MCU side by side.
    final int across;
    /// Blocks of an MCU one upon another.
    final int down;
    private final int component;
    private final Scale scale;
    private final int height;
    private int delivered;

    ComponentDecoder(ComponentPlan plan, BlockSource blocks) {
        this.blocks = blocks;
        component = plan.component();
        scale = plan.scale();
        height = plan.height();
        across = plan.across();
        down = plan.down();
        stride = plan.stride();
        rows = new byte[stride * down * scale.samples()];
    }

    /// The decoder for the scale of a plan.
    static ComponentDecoder of(ComponentPlan plan, BlockSource.Maker blocks) {
        return switch (plan.scale()) {
            case EIGHTH -> new EighthDecoder(plan, blocks);
            case QUARTER -> new BatchDecoder(plan, blocks, new QuarterTransform());
            case HALF -> new BatchDecoder(plan, blocks, new HalfTransform());
            case FULL -> new BatchDecoder(plan, blocks, new FullTransform());
        };
    }

    @Override
    final void restart() {
        blocks.restart();
    }

    @Override
    final int invalid() {
        return blocks.invalid();
    }

    /// Makes this component's part of MCUs grey.
    @Override
    final void blank(int fromMcu, int toMcu) {
        int samples = across * scale.samples();
        for (int row = 0; row < rows.length; row += stride) {
            Arrays.fill(rows, row + fromMcu * samples, row + toMcu * samples, GREY);
        }
    }

    /// Finishes what is still to be transformed of a row of MCUs.
    void finish() {}

    /// Hands a row of MCUs over.
    @Override
    final void endRow(PlaneSink sink) {
        finish();
        int count = Math.min(down * scale.samples(), height - delivered);
        if (count > 0) {
            sink.accept(component, rows, 0, stride, count);
            delivered += count;
        }
    }
}

package dev.vignette.jpeg;

import java.util.Arrays;

/// Decodes one component's blocks of a scan into rows of samples, at one scale.
abstract class ComponentDecoder {
    /// What a block without any values becomes.
    static final byte GREY = (byte) 128;

    final BlockReader blocks;
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

    ComponentDecoder(ComponentPlan plan, BlockReader blocks) {
        this.blocks = blocks;
        component = plan.component();
        scale = plan.scale();
        height = plan.height();
        across = plan.across();
        down = plan.down();
        stride = plan.stride();
        rows = new byte[stride * down * scale.samples()];
    }

    /// Decodes this component's blocks of one MCU.
    ///
    /// @param position bits into the window
    /// @param mcu its column
    /// @return the position behind the blocks
    abstract int decode(byte[] window, int position, int mcu);

    /// Makes this component's part of MCUs grey.
    final void blank(int fromMcu, int toMcu) {
        int samples = across * scale.samples();
        for (int row = 0; row < rows.length; row += stride) {
            Arrays.fill(rows, row + fromMcu * samples, row + toMcu * samples, GREY);
        }
    }

    /// Finishes what is still to be transformed of a row of MCUs.
    void finish() {}

    /// Hands a row of MCUs over.
    final void deliver(PlaneSink sink) {
        int count = Math.min(down * scale.samples(), height - delivered);
        if (count > 0) {
            sink.accept(component, rows, 0, stride, count);
            delivered += count;
        }
    }
}

package dev.vignette.jpeg;

import java.util.List;

/// Decodes a progressive file: the scans that its scale needs, then rows of samples.
///
/// Memory is for the rows that are wanted, a `short` for each coefficient that the scale keeps of a block (1, 5, 25 or
/// 64) and, but for the smallest scale, a `long` for each block.
final class ProgressiveDecoder {
    private final Headers headers;
    private final FrameHeader frame;
    private final DecodeOptions options;
    private final Damage damage;
    private final PlaneSink sink;
    private final StoredCoefficients[] coefficients;

    /// @param headers as of the first scan
    ProgressiveDecoder(Headers headers, DecodeOptions options, Damage damage, PlaneSink sink) {
        this.headers = headers;
        this.options = options;
        this.damage = damage;
        this.sink = sink;
        frame = headers.frame();
        coefficients = new StoredCoefficients[frame.components().size()];
        for (int i = 0; i < coefficients.length; i++) {
            FrameComponent component = frame.components().get(i);
            int across = Math.ceilDiv(frame.width(), 8 * frame.mostHorizontal()) * component.horizontal();
            coefficients[i] = new StoredCoefficients(
                    across, rows() * component.vertical(), options.scale(i).last() + 1);
        }
    }

    /// @return whether it was not cancelled
    boolean decode() {
        int[] last = new int[coefficients.length];
        for (int i = 0; i < last.length; i++) {
            last[i] = options.scale(i).last();
        }
        var script = new ProgressiveScript(headers, last, damage);
        List<ProgressiveScan> scans = script.read();
        for (ProgressiveScan scan : scans) {
            if (!decode(scan)) {
                return false;
            }
        }
        return deliver(script);
    }

    private boolean decode(ProgressiveScan scan) {
        ScanHeader header = scan.header();
        ScanPlan plan = ScanPlan.of(frame, options, header);
        var parts = new ProgressivePart[header.parts().size()];
        for (int i = 0; i < parts.length; i++) {
            int component = header.parts().get(i).component();
            parts[i] = ProgressivePart.of(scan, i, plan.component(component), coefficients[component]);
        }
        var bits = new ScanBits(headers.reader().file(), scan.position());
        var decoder = new ScanDecoder(bits, parts, new ProgressiveMcus(parts), plan.mcus(), scan.interval(), damage);
        if (!decoder.decode(plan.rows(), sink, options.cancelled())) {
            return false;
        }
        if (options.rows() >= frame.height()) {
            decoder.end();
        }
        return true;
    }

    /// Makes samples of the coefficients; components take turns after each row of MCUs of a scan that had them all.
    private boolean deliver(ProgressiveScript script) {
        var blocks = new StoredBlocks[coefficients.length];
        var decoders = new ComponentDecoder[coefficients.length];
        var mcus = new int[coefficients.length];
        for (int i = 0; i < decoders.length; i++) {
            Scale scale = options.scale(i);
            mcus[i] = Math.ceilDiv(frame.planeWidth(i, Scale.FULL), 8);
            var plan = new ComponentPlan(i, scale, frame.planeHeight(i, scale), 1, 1, mcus[i]);
            decoders[i] = ComponentDecoder.of(plan, script.quant(i));
            blocks[i] = new StoredBlocks(coefficients[i], decoders[i]);
        }
        for (int row = 0; row < rows(); row++) {
            if (options.cancelled().getAsBoolean()) {
                return false;
            }
            for (int i = 0; i < decoders.length; i++) {
                int down = frame.components().get(i).vertical();
                for (int y = row * down; y < Math.min((row + 1) * down, blockRows(i)); y++) {
                    if (coefficients[i].empty(y)) {
                        decoders[i].blank(0, mcus[i]);
                    } else {
                        blocks[i].row(y, mcus[i]);
                        coefficients[i].drop(y);
                    }
                    decoders[i].endRow(sink);
                }
            }
        }
        return true;
    }

    /// Rows of MCUs, as of a scan that has all components, that are wanted.
    private int rows() {
        return Math.ceilDiv(Math.min(options.rows(), frame.height()), 8 * frame.mostVertical());
    }

    /// Rows of a component's blocks that are wanted.
    private int blockRows(int component) {
        int vertical = frame.components().get(component).vertical();
        int samples = Math.ceilDiv(Math.min(options.rows(), frame.height()) * vertical, frame.mostVertical());
        return Math.ceilDiv(samples, 8);
    }
}

package dev.vignette.jpeg;

/// Decodes the scans of a baseline or extended file, each of which has whole components.
final class SequentialDecoder {
    private static final int MOST_BLOCKS = 10;

    private final Headers headers;
    private final FrameHeader frame;
    private final DecodeOptions options;
    private final Damage damage;
    private final PlaneSink sink;
    private int delivered;

    /// @param headers as of the first scan
    SequentialDecoder(Headers headers, DecodeOptions options, Damage damage, PlaneSink sink) {
        this.headers = headers;
        this.options = options;
        this.damage = damage;
        this.sink = sink;
        frame = headers.frame();
    }

    /// Decodes until each component was delivered.
    ///
    /// @return whether it was not cancelled
    boolean decode() {
        int all = (1 << frame.components().size()) - 1;
        while (true) {
            if (!scan()) {
                return false;
            }
            if (delivered == all) {
                if (options.rows() >= frame.height()) {
                    checkEnd();
                }
                return true;
            }
            if (!nextScan()) {
                damage.found("A component is missing.");
                return blank();
            }
        }
    }

    /// @return whether it was not cancelled
    private boolean scan() {
        ScanHeader header = ScanHeader.read(headers.reader(), frame.components());
        int scanned =
                header.parts().stream().mapToInt(part -> 1 << part.component()).sum();
        if ((scanned & delivered) != 0) {
            throw new JpegException("A component comes in two scans.");
        }
        ScanPlan plans = ScanPlan.of(frame, options, header);
        var parts = new SequentialPart[header.parts().size()];
        int blocks = 0;
        for (int i = 0; i < parts.length; i++) {
            ScanHeader.Part part = header.parts().get(i);
            ComponentPlan plan = plans.component(part.component());
            blocks += plan.across() * plan.down();
            parts[i] = component(part, plan);
        }
        if (blocks > MOST_BLOCKS) {
            throw new JpegException("An MCU has more than ten blocks.");
        }
        var bits = new ScanBits(headers.reader().file(), headers.reader().position());
        var decoder = new ScanDecoder(
                bits, parts, new SequentialMcus(parts), plans.mcus(), headers.restartInterval(), damage);
        if (!decoder.decode(plans.rows(), sink, options.cancelled())) {
            return false;
        }
        delivered |= scanned;
        if (options.rows() >= frame.height()
                || delivered != (1 << frame.components().size()) - 1) {
            headers.reader().moveTo(decoder.end());
        }
        return true;
    }

    private SequentialPart component(ScanHeader.Part part, ComponentPlan plan) {
        HuffmanCode dc = headers.dcCode(part.dcTable());
        HuffmanCode ac = headers.acCode(part.acTable());
        int[] quant =
                headers.quantTable(frame.components().get(part.component()).quantTable());
        return new SequentialPart(dc, ac, ComponentDecoder.of(plan, quant));
    }

    private boolean nextScan() {
        try {
            return headers.advance() == Headers.Stop.SCAN;
        } catch (JpegException broken) {
            if (damage.strict()) {
                throw broken;
            }
            damage.found(String.valueOf(broken.getMessage()));
            return false;
        }
    }

    private void checkEnd() {
        if (headers.reader().nextMarker() < 0) {
            damage.found("The file ends without a marker.");
        }
    }

    /// Makes the components grey that no scan had.
    private boolean blank() {
        for (int i = 0; i < frame.components().size(); i++) {
            if (((delivered >> i) & 1) == 0) {
                BlankPlane.deliver(frame, options, i, sink);
            }
        }
        return true;
    }
}

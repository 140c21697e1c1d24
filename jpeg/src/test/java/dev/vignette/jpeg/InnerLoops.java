package dev.vignette.jpeg;

import java.nio.ByteBuffer;
import java.util.stream.IntStream;

/// The loops that take most of a decoder's time, each alone, for benchmarks. Of one thread at a time.
public final class InnerLoops {
    private static final int MOST = 128;
    private static final int[] PLACES = IntStream.range(0, 64).toArray();

    private final ByteBuffer file;
    private final FullTransform full = new FullTransform();
    private final HalfTransform half = new HalfTransform();
    private final QuarterTransform quarter = new QuarterTransform();
    private final int[] values = new int[64 * MOST];
    private final byte[] samples = new byte[64 * MOST];

    /// @param file a baseline JPEG file
    public InnerLoops(byte[] file) {
        this.file = ByteBuffer.allocateDirect(file.length).put(file).flip();
    }

    /// Goes through the Huffman codes of the first scan as a scale needs it, and leaves the coefficients alone.
    ///
    /// @return what depends on all of it
    public int walk(Scale scale) {
        var damage = new Damage(false);
        var headers = new Headers(new SegmentReader(file, damage));
        if (headers.advance() != Headers.Stop.SCAN) {
            throw new IllegalArgumentException("the file has no scan");
        }
        ScanHeader header = ScanHeader.read(headers.reader(), headers.frame().components());
        ScanPlan plan = ScanPlan.of(headers.frame(), DecodeOptions.at(scale), header);
        var parts = new Walk[header.parts().size()];
        for (int i = 0; i < parts.length; i++) {
            ScanHeader.Part part = header.parts().get(i);
            int component = part.component();
            int[] quant = headers.quantTable(
                    headers.frame().components().get(component).quantTable());
            var reader = BlockReader.of(
                    headers.dcCode(part.dcTable()), headers.acCode(part.acTable()), quant, PLACES, last(scale));
            parts[i] = new Walk(reader, plan.component(component));
        }
        var bits = new ScanBits(headers.reader().file(), headers.reader().position());
        new ScanDecoder(bits, parts, plan.mcus(), headers.restartInterval(), damage)
                .decode(plan.rows(), (_, _, _, _, _) -> {}, () -> false);
        int sum = 0;
        for (Walk part : parts) {
            sum = sum * 31 + part.sum;
        }
        return sum;
    }

    private static int last(Scale scale) {
        return switch (scale) {
            case EIGHTH -> 0;
            case QUARTER -> 4;
            case HALF -> 24;
            case FULL -> 63;
        };
    }

    /// Transforms a batch of blocks at a quarter, half or all of their size: 128, 64 or 32.
    ///
    /// @return their samples, which the next call overwrites
    public byte[] transform(Scale scale) {
        BlockTransform transform = switch (scale) {
            case FULL -> full;
            case HALF -> half;
            case QUARTER -> quarter;
            case EIGHTH -> throw new IllegalArgumentException("a mean is not transformed");
        };
        for (int i = 0; i < values.length; i++) {
            values[i] = i & 31; // a transform leaves others behind
        }
        transform.transform(values);
        transform.store(0, 1, transform.batch(), samples, 0, transform.side(), transform.side() * transform.batch());
        return samples;
    }

    private static final class Walk extends ScanPart {
        private final BlockReader blocks;
        private final ComponentPlan plan;
        private final int[] values = new int[64];
        private int sum;

        private Walk(BlockReader blocks, ComponentPlan plan) {
            this.blocks = blocks;
            this.plan = plan;
        }

        @Override
        int decode(byte[] window, int position, int mcu) {
            int next = position;
            for (int i = 0; i < plan.across() * plan.down(); i++) {
                next = blocks.read(window, next, values, 0, 1);
                sum += values[0];
            }
            return next;
        }

        @Override
        void restart() {
            blocks.restart();
        }

        @Override
        int invalid() {
            return blocks.invalid();
        }

        @Override
        void blank(int fromMcu, int toMcu) {}

        @Override
        void endRow(PlaneSink sink) {}
    }
}

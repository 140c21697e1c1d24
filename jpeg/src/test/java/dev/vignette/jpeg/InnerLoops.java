package dev.vignette.jpeg;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// The loops that take most of a decoder's time, each alone, for benchmarks. Of one thread at a time.
public final class InnerLoops {
    private static final int MOST = 128;
    private static final int[] QUANT = new int[64];

    static {
        Arrays.fill(QUANT, 1);
    }

    private final ByteBuffer file;
    private final FullTransform full = new FullTransform(QUANT);
    private final HalfTransform half = new HalfTransform(QUANT);
    private final QuarterTransform quarter = new QuarterTransform(QUANT);
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
        var walks = new Walk[header.parts().size()];
        var parts = new SequentialPart[walks.length];
        for (int i = 0; i < parts.length; i++) {
            ScanHeader.Part part = header.parts().get(i);
            walks[i] = new Walk(BlockTransform.of(scale, QUANT));
            parts[i] = new SequentialPart(
                    headers.dcCode(part.dcTable()),
                    headers.acCode(part.acTable()),
                    new ComponentDecoder(plan.component(part.component()), walks[i]));
        }
        var bits = new ScanBits(headers.reader().file(), headers.reader().position());
        new ScanDecoder(bits, parts, new SequentialMcus(parts), plan.mcus(), headers.restartInterval(), damage)
                .decode(plan.rows(), (_, _, _, _, _) -> {}, () -> false);
        int sum = 0;
        for (Walk walk : walks) {
            sum = sum * 31 + walk.sum;
        }
        return sum;
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

    /// Takes the place of a transform and looks at the first values only.
    private static final class Walk implements BlockTransform {
        private final BlockTransform transform;
        private int sum;

        private Walk(BlockTransform transform) {
            this.transform = transform;
        }

        @Override
        public int batch() {
            return transform.batch();
        }

        @Override
        public int side() {
            return transform.side();
        }

        @Override
        public void transform(int[] values) {
            sum += values[0];
        }

        @Override
        public void store(int first, int step, int count, byte[] rows, int offset, int apart, int stride) {}
    }
}

package dev.vignette.jpeg;

/// One sample a block: its mean, rounded.
final class EighthTransform implements BlockTransform {
    private static final int BATCH = 128;
    private static final int BITS = 3;
    private static final int BIAS = (128 << BITS) + (1 << (BITS - 1));

    private final int quant;
    /// Not bytes yet, which would keep the loop from becoming vector code.
    private final int[] samples = new int[BATCH];

    EighthTransform(int[] quant) {
        this.quant = quant[0];
    }

    @Override
    public int batch() {
        return BATCH;
    }

    @Override
    public int side() {
        return 1;
    }

    @Override
    public void transform(int[] values) {
        means(values, quant, samples);
    }

    @Override
    public void store(int first, int step, int count, byte[] rows, int offset, int apart, int stride) {
        for (int i = 0; i < count; i++) {
            rows[offset + i * apart] = (byte) samples[first + i * step];
        }
    }

    private static void means(int[] values, int quant, int[] to) {
        for (int i = 0; i < BATCH; i++) {
            to[i] = Math.max(0, Math.min((values[i] * quant + BIAS) >> BITS, 255));
        }
    }
}

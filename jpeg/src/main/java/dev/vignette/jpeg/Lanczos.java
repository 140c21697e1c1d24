package dev.vignette.jpeg;

/// The Lanczos window of three lobes, from a table: the weights of a plane would take thousands of sines otherwise.
final class Lanczos {
    static final int LOBES = 3;

    /// Linear between them, the error is below 2e-6.
    private static final int STEPS = 1024;

    private static final double[] TABLE = table();

    private Lanczos() {}

    /// @param x from 0 to [#LOBES]
    static double at(double x) {
        double place = x * STEPS;
        int index = (int) place;
        double low = TABLE[index];
        return low + (TABLE[index + 1] - low) * (place - index);
    }

    private static double[] table() {
        double[] table = new double[LOBES * STEPS + 2];
        for (int i = 0; i < LOBES * STEPS; i++) {
            double x = (double) i / STEPS;
            table[i] = sinc(x) * sinc(x / LOBES);
        }
        return table;
    }

    private static double sinc(double x) {
        double angle = Math.PI * x;
        return x == 0 ? 1 : Math.sin(angle) / angle;
    }
}

package dev.vignette.metadata;

/// The transfer function of sRGB (IEC 61966-2-1).
final class Srgb {
    private static final double[] LINEAR = new double[256];

    static {
        for (int i = 0; i < LINEAR.length; i++) {
            double value = i / 255.0;
            LINEAR[i] = value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
        }
    }

    private Srgb() {}

    /// The light, 0 to 1, of a byte.
    static double linear(int value) {
        return LINEAR[value];
    }

    /// The byte for a light, which is cut to 0 to 1.
    static int encoded(double light) {
        double value = Math.clamp(light, 0.0, 1.0);
        double curved = value <= 0.0031308 ? value * 12.92 : 1.055 * Math.pow(value, 1 / 2.4) - 0.055;
        return (int) (curved * 255 + 0.5);
    }
}

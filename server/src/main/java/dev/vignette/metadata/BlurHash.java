package dev.vignette.metadata;

/// BlurHash: a picture as the first few cosine waves of its linear light, quantised into a short string
/// (<https://github.com/woltapp/blurhash/blob/master/Algorithm.md>). It knows no transparency: alpha is ignored, so the
/// caller lays the picture over a background first.
public final class BlurHash {
    private static final String DIGITS =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~";
    private static final int MOST_COMPONENTS = 9;

    private BlurHash() {}

    /// @param xComponents waves from left to right, 1 to 9
    /// @param yComponents waves from top to bottom, 1 to 9
    /// @return 4 + 2 × the number of components, in characters
    public static String encode(Pixels pixels, int xComponents, int yComponents) {
        if (Math.min(xComponents, yComponents) < 1 || Math.max(xComponents, yComponents) > MOST_COMPONENTS) {
            throw new IllegalArgumentException("components must be between 1 and " + MOST_COMPONENTS);
        }
        double[][] factors = factors(pixels, xComponents, yComponents);
        var hash = new StringBuilder();
        append(hash, (xComponents - 1) + (yComponents - 1) * MOST_COMPONENTS, 1);
        double largest = 0;
        for (int i = 1; i < factors.length; i++) {
            for (double value : factors[i]) {
                largest = Math.max(largest, Math.abs(value));
            }
        }
        int quantised = factors.length == 1 ? 0 : (int) Math.clamp(Math.floor(largest * 166 - 0.5), 0.0, 82.0);
        append(hash, quantised, 1);
        append(hash, average(factors[0]), 4);
        double scale = (quantised + 1) / 166.0;
        for (int i = 1; i < factors.length; i++) {
            append(hash, wave(factors[i], scale), 2);
        }
        return hash.toString();
    }

    /// How much of each wave there is, in red, green and blue; row by row, the average first.
    private static double[][] factors(Pixels pixels, int xComponents, int yComponents) {
        double[][] columns = waves(xComponents, pixels.width());
        double[][] rows = waves(yComponents, pixels.height());
        double[][] factors = new double[xComponents * yComponents][3];
        for (int pixel = 0; pixel < pixels.count(); pixel++) {
            int x = pixel % pixels.width();
            int y = pixel / pixels.width();
            double red = Srgb.linear(pixels.channel(pixel, 0));
            double green = Srgb.linear(pixels.channel(pixel, 1));
            double blue = Srgb.linear(pixels.channel(pixel, 2));
            for (int i = 0; i < factors.length; i++) {
                double basis = columns[i % xComponents][x] * rows[i / xComponents][y];
                factors[i][0] += basis * red;
                factors[i][1] += basis * green;
                factors[i][2] += basis * blue;
            }
        }
        for (int i = 0; i < factors.length; i++) {
            double scale = (i == 0 ? 1.0 : 2.0) / pixels.count();
            for (int channel = 0; channel < 3; channel++) {
                factors[i][channel] *= scale;
            }
        }
        return factors;
    }

    private static double[][] waves(int components, int length) {
        double[][] waves = new double[components][length];
        for (int component = 0; component < components; component++) {
            for (int at = 0; at < length; at++) {
                waves[component][at] = Math.cos(Math.PI * component * at / length);
            }
        }
        return waves;
    }

    private static int average(double[] factor) {
        return Srgb.encoded(factor[0]) << 16 | Srgb.encoded(factor[1]) << 8 | Srgb.encoded(factor[2]);
    }

    /// Each channel in 19 steps, finer around zero.
    private static int wave(double[] factor, double scale) {
        int code = 0;
        for (double value : factor) {
            double root = Math.copySign(Math.sqrt(Math.abs(value / scale)), value);
            code = code * 19 + (int) Math.clamp(Math.floor(root * 9 + 9.5), 0.0, 18.0);
        }
        return code;
    }

    private static void append(StringBuilder hash, int value, int digits) {
        int divisor = (int) Math.pow(83, digits - 1);
        for (int i = 0; i < digits; i++, divisor /= 83) {
            hash.append(DIGITS.charAt(value / divisor % 83));
        }
    }
}

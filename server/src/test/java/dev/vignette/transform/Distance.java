package dev.vignette.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

/// How different two pictures look: the colour difference CIEDE2000 (CIE 142-2001) of each pixel pair, under D65. 1 is
/// what a trained eye just sees side by side, 2 to 3 what anybody sees, and the primaries are 50 and more apart.
/// Transparent pictures are laid over white and over black, and the worse of the two counts.
///
/// @param mean over all pixels
/// @param p99 what 99 of 100 pixels are not above: a shifted edge shows here before it does in the mean
record Distance(double mean, double p99) {
    private static final double POW7 = Math.pow(25, 7);

    static Distance between(Raster left, Raster right) {
        if (!left.hasAlpha() && !right.hasAlpha()) {
            return ofOpaque(left, right);
        }
        Distance white = ofOpaque(left.over(0xffffff), right.over(0xffffff));
        Distance black = ofOpaque(left.over(0), right.over(0));
        return new Distance(Math.max(white.mean, black.mean), Math.max(white.p99, black.p99));
    }

    /// Asserts that two pictures have one size and look the same within the bounds.
    static void assertClose(Raster actual, Raster expected, double mean, double p99) {
        assertThat(actual.width() + " × " + actual.height()).isEqualTo(expected.width() + " × " + expected.height());
        Distance distance = between(actual, expected);
        assertThat(distance).matches(d -> d.mean <= mean && d.p99 <= p99, "is at most " + mean + " and " + p99);
    }

    private static Distance ofOpaque(Raster left, Raster right) {
        int width = left.width();
        double[] distances = new double[width * left.height()];
        Arrays.setAll(distances, i -> {
            int a = left.at(i % width, i / width);
            int b = right.at(i % width, i / width);
            return a == b ? 0 : ciede2000(lab(a), lab(b));
        });
        Arrays.sort(distances);
        return new Distance(
                Arrays.stream(distances).average().orElseThrow(), distances[(int) (distances.length * 0.99)]);
    }

    static double[] lab(int rgb) {
        double red = linear(rgb >> 16 & 255);
        double green = linear(rgb >> 8 & 255);
        double blue = linear(rgb & 255);
        double x = root((0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047);
        double y = root(0.2126729 * red + 0.7151522 * green + 0.0721750 * blue);
        double z = root((0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883);
        return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
    }

    private static double linear(int part) {
        double value = part / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    private static double root(double value) {
        return value > 216.0 / 24389 ? Math.cbrt(value) : (24389.0 / 27 * value + 16) / 116;
    }

    static double ciede2000(double[] one, double[] two) {
        double meanChroma = (Math.hypot(one[1], one[2]) + Math.hypot(two[1], two[2])) / 2;
        double chroma7 = Math.pow(meanChroma, 7);
        double stretch = 1.5 - 0.5 * Math.sqrt(chroma7 / (chroma7 + POW7));
        double chroma1 = Math.hypot(one[1] * stretch, one[2]);
        double chroma2 = Math.hypot(two[1] * stretch, two[2]);
        double hue1 = hue(one[1] * stretch, one[2]);
        double hue2 = hue(two[1] * stretch, two[2]);
        boolean grey = chroma1 * chroma2 == 0;
        double turn = grey ? 0 : hue2 - hue1;
        turn = turn > 180 ? turn - 360 : turn < -180 ? turn + 360 : turn;
        double hue = grey ? hue1 + hue2 : (hue1 + hue2) / 2;
        if (!grey && Math.abs(hue1 - hue2) > 180) {
            hue += hue1 + hue2 < 360 ? 180 : -180;
        }
        double lightness50 = Math.pow((one[0] + two[0]) / 2 - 50, 2);
        double chroma = (chroma1 + chroma2) / 2;
        double byLightness = (two[0] - one[0]) / (1 + 0.015 * lightness50 / Math.sqrt(20 + lightness50));
        double byChroma = (chroma2 - chroma1) / (1 + 0.045 * chroma);
        double byHue = 2
                * Math.sqrt(chroma1 * chroma2)
                * Math.sin(Math.toRadians(turn / 2))
                / (1 + 0.015 * chroma * hueWeight(hue));
        double c7 = Math.pow(chroma, 7);
        double rotation = -2
                * Math.sqrt(c7 / (c7 + POW7))
                * Math.sin(Math.toRadians(60 * Math.exp(-Math.pow((hue - 275) / 25, 2))));
        return Math.sqrt(byLightness * byLightness + byChroma * byChroma + byHue * byHue + rotation * byChroma * byHue);
    }

    private static double hue(double a, double b) {
        double degrees = Math.toDegrees(Math.atan2(b, a));
        return degrees < 0 ? degrees + 360 : degrees;
    }

    private static double hueWeight(double hue) {
        return 1
                - 0.17 * Math.cos(Math.toRadians(hue - 30))
                + 0.24 * Math.cos(Math.toRadians(2 * hue))
                + 0.32 * Math.cos(Math.toRadians(3 * hue + 6))
                - 0.20 * Math.cos(Math.toRadians(4 * hue - 63));
    }
}

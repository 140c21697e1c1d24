package dev.vignette.jpeg;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/// What the fast code is compared with: the definitions, in double precision, as plainly as they can be written.
final class Exact {
    private Exact() {}

    /// Samples of the result, row by row, clamped and not rounded.
    static double[] resample(
            byte[] source, int sourceWidth, int sourceHeight, Region region, int width, int height, Kernel kernel) {
        double[] sums = resample(source, s -> s, sourceWidth, sourceHeight, region, width, height, kernel);
        return Arrays.stream(sums).map(sum -> Math.clamp(sum, 0, 255)).toArray();
    }

    /// @param averaged what is averaged, of a sample from 0 to 255
    /// @return as it comes, row by row
    static double[] resample(
            byte[] source,
            DoubleUnaryOperator averaged,
            int sourceWidth,
            int sourceHeight,
            Region region,
            int width,
            int height,
            Kernel kernel) {
        double[] result = new double[width * height];
        double stepX = region.width() / width;
        double stepY = region.height() / height;
        for (int y = 0; y < height; y++) {
            double[] down = weights(sourceHeight, region.top() + (y + 0.5) * stepY, Math.max(1, stepY), kernel);
            for (int x = 0; x < width; x++) {
                double[] along = weights(sourceWidth, region.left() + (x + 0.5) * stepX, Math.max(1, stepX), kernel);
                double sum = 0;
                for (int row = 0; row < sourceHeight; row++) {
                    for (int column = 0; down[row] != 0 && column < sourceWidth; column++) {
                        sum += down[row]
                                * along[column]
                                * averaged.applyAsDouble(source[row * sourceWidth + column] & 0xff);
                    }
                }
                result[y * width + x] = sum;
            }
        }
        return result;
    }

    private static double[] weights(int samples, double centre, double scale, Kernel kernel) {
        double[] weights = new double[samples];
        double sum = 0;
        for (int i = 0; i < samples; i++) {
            weights[i] = switch (kernel) {
                case LANCZOS3 -> lanczos((i + 0.5 - centre) / scale);
                case BOX -> Math.max(0, Math.min(i + 1, centre + scale / 2) - Math.max(i, centre - scale / 2));
            };
            sum += weights[i];
        }
        for (int i = 0; i < samples; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

    private static double lanczos(double x) {
        return Math.abs(x) >= 3
                ? 0
                : x == 0 ? 1 : 3 * Math.sin(Math.PI * x) * Math.sin(Math.PI * x / 3) / (Math.PI * Math.PI * x * x);
    }
}

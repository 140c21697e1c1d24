package dev.vignette.jpeg;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/// Small pictures that have something of each kind: slopes, texture, edges, noise. Of a size there is one.
final class Drawing {
    private Drawing() {}

    /// A binary PPM.
    static byte[] colour(int width, int height) {
        return drawn("P6", 3, width, height);
    }

    /// A binary PGM.
    static byte[] grey(int width, int height) {
        return drawn("P5", 1, width, height);
    }

    private static byte[] drawn(String kind, int channels, int width, int height) {
        byte[] head = "%s %d %d 255\n".formatted(kind, width, height).getBytes(StandardCharsets.US_ASCII);
        byte[] picture = new byte[head.length + width * height * channels];
        System.arraycopy(head, 0, picture, 0, head.length);
        var random = new Random(31L * width + height);
        int at = head.length;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int channel = 0; channel < channels; channel++) {
                    double level = level(channel, (double) x / width, (double) y / height, x, y);
                    // Noise in half of the picture: the other half has long runs of zeros.
                    double noise = x * 2 > width ? 12 * random.nextGaussian() : 0;
                    picture[at++] = (byte) Math.clamp(Math.round(level + noise), 0, 255);
                }
            }
        }
        return picture;
    }

    private static double level(int channel, double across, double down, int x, int y) {
        double slope = switch (channel) {
            case 0 -> 255 * across;
            case 1 -> 255 * down;
            default -> 255 * (1 - across);
        };
        double texture = down > 0.5 ? 50 * Math.sin(x * (0.4 + 0.3 * channel)) * Math.cos(y * 0.9) : 0;
        boolean inside = Math.hypot(across - 0.3, down - 0.3) < 0.2;
        return inside ? 255 - slope : slope + texture;
    }

    /// A grey picture of one level but for a few marks.
    static final class Flat {
        private static final int SIDE = 5;

        private final byte[] samples;
        private final int width;
        private final int height;

        Flat(int width, int height) {
            this.width = width;
            this.height = height;
            samples = new byte[width * height];
            Arrays.fill(samples, (byte) 90);
        }

        /// Draws a small square of stripes.
        void mark(int x, int y) {
            for (int row = y; row < Math.min(y + SIDE, height); row++) {
                for (int column = x; column < Math.min(x + SIDE, width); column++) {
                    samples[row * width + column] = (byte) (column % 2 == 0 ? 250 : 5);
                }
            }
        }

        byte[] pgm() {
            byte[] head = "P5 %d %d 255\n".formatted(width, height).getBytes(StandardCharsets.US_ASCII);
            byte[] pgm = Arrays.copyOf(head, head.length + samples.length);
            System.arraycopy(samples, 0, pgm, head.length, samples.length);
            return pgm;
        }
    }
}

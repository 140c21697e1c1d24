package dev.vignette.jpeg;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/// Pictures of waves, edges and noise, and what libjpeg makes of their colours before it transforms them.
final class Pictures {
    private Pictures() {}

    /// @param channels samples of each pixel, next to each other
    static byte[] waves(int width, int height, int channels) {
        byte[] samples = new byte[width * height * channels];
        var random = new Random(7);
        for (int i = 0; i < samples.length; i++) {
            int x = i / channels % width;
            int y = i / channels / width;
            double wave = 100 * Math.sin(x * 0.07 * (i % channels + 1) + y * 0.01) * Math.cos(y * 0.05);
            double edges = (x / 23 + y / 17) % 5 == 0 ? 60 : 0;
            samples[i] = (byte) Math.clamp((int) (128 + wave + edges + 12 * random.nextGaussian()), 0, 255);
        }
        return samples;
    }

    /// As a PGM or PPM file.
    static byte[] pnm(byte[] samples, int width, int height) {
        String kind = samples.length == width * height ? "P5" : "P6";
        byte[] head = "%s\n%d %d\n255\n".formatted(kind, width, height).getBytes(StandardCharsets.US_ASCII);
        byte[] file = new byte[head.length + samples.length];
        System.arraycopy(head, 0, file, 0, head.length);
        System.arraycopy(samples, 0, file, head.length, samples.length);
        return file;
    }

    /// Y, Cb and Cr of RGB, rounded as libjpeg does.
    static List<Plane> planes(byte[] rgb, int width, int height, Subsampling subsampling) {
        byte[][] full = new byte[3][width * height];
        for (int i = 0; i < width * height; i++) {
            int red = rgb[3 * i] & 0xff;
            int green = rgb[3 * i + 1] & 0xff;
            int blue = rgb[3 * i + 2] & 0xff;
            full[0][i] = (byte) ((19595 * red + 38470 * green + 7471 * blue + 32768) >> 16);
            full[1][i] = (byte) ((-11059 * red - 21709 * green + 32768 * blue + (128 << 16) + 32767) >> 16);
            full[2][i] = (byte) ((32768 * red - 27439 * green - 5329 * blue + (128 << 16) + 32767) >> 16);
        }
        return List.of(
                new Plane(full[0], width, height),
                halved(full[1], width, height, subsampling),
                halved(full[2], width, height, subsampling));
    }

    private static Plane halved(byte[] samples, int width, int height, Subsampling subsampling) {
        int across = subsampling.horizontal();
        int down = subsampling.vertical();
        int columns = subsampling.chromaWidth(width);
        int rows = subsampling.chromaHeight(height);
        byte[] halved = new byte[columns * rows];
        for (int i = 0; i < halved.length; i++) {
            int x = i % columns;
            int y = i / columns;
            // Halves are rounded down and up in turn.
            int sum = across * down == 1 ? 0 : across * down == 2 ? x % 2 : 1 + x % 2;
            for (int part = 0; part < across * down; part++) {
                int column = Math.min(x * across + part % across, width - 1);
                int row = Math.min(y * down + part / across, height - 1);
                sum += samples[row * width + column] & 0xff;
            }
            halved[i] = (byte) (sum / (across * down));
        }
        return new Plane(halved, columns, rows);
    }
}

package dev.vignette.transform;

import java.util.Random;

/// Synthetic pictures, each of any size.
final class Drawings {
    static final int RED = 0xffd83a34;
    static final int GREEN = 0xff2fa84f;
    static final int BLUE = 0xff2d55c8;
    static final int YELLOW = 0xfff0d040;
    static final int BLACK = 0xff101010;
    static final int WHITE = 0xffffffff;

    private Drawings() {}

    /// Red, green, blue and yellow from the top left by rows, and a black mark in the red, wider than high: no turn or
    /// mirroring of it looks the same.
    static Raster quadrants(int width, int height) {
        return Raster.of(width, height, (x, y) -> {
            boolean mark = x >= width / 16 && x < width / 4 && y >= height / 8 && y < height / 4;
            if (mark) {
                return BLACK;
            }
            return y < height / 2 ? (x < width / 2 ? RED : GREEN) : (x < width / 2 ? BLUE : YELLOW);
        });
    }

    /// Like a photograph: smooth shades of muted colours, waves as fine as an eighth of the height, and the edges of a
    /// dark disc.
    static Raster photo(int width, int height) {
        return Raster.of(width, height, (x, y) -> {
            double across = (double) x / width;
            double down = (double) y / height;
            double wave = 18 * Math.sin(across * 9 + down * 5) + 10 * Math.sin(down * 25);
            boolean disc = Math.hypot(across - 0.65, down - 0.45) < 0.2;
            double light = disc ? 0.45 : 1;
            return rgb(
                    light * (90 + 110 * across + wave), light * (70 + 120 * down), light * (150 - 70 * across + wave));
        });
    }

    /// The photograph with patches of grain, fine and coarse, of little and of much contrast.
    static Raster grain(int width, int height) {
        Raster photo = photo(width, height);
        var random = new Random(7);
        int[] noise = random.ints((long) width * height, -256, 257).toArray();
        return Raster.of(width, height, (x, y) -> {
            int column = 6 * x / width;
            int row = 4 * y / height;
            int cell = 1 + column;
            double light = noise[y / cell * width + x / cell] * row / 5.0;
            int color = photo.at(x, y);
            return rgb((color >> 16 & 255) + light, (color >> 8 & 255) + light, (color & 255) + light);
        });
    }

    /// The photograph without its colours.
    static Raster grey(int width, int height) {
        Raster photo = photo(width, height);
        return Raster.of(width, height, (x, y) -> {
            int light = photo.at(x, y) >> 8 & 255;
            return rgb(light, light, light);
        });
    }

    /// The photograph, opaque on the left and fading out to the right, with a clear hole; what is clear is black.
    static Raster fading(int width, int height) {
        Raster photo = photo(width, height);
        return Raster.of(width, height, (x, y) -> {
            boolean hole = Math.hypot((double) x / width - 0.3, (double) y / height - 0.6) < 0.15;
            int alpha = hole ? 0 : Math.clamp(Math.round(320 - 340.0 * x / width), 0, 255);
            return alpha == 0 ? 0 : alpha << 24 | (photo.at(x, y) & 0xffffff);
        });
    }

    /// An opaque disc of one colour on clear black.
    static Raster badge(int width, int height, int color) {
        return Raster.of(width, height, (x, y) -> {
            double fromCentre = Math.hypot(x + 0.5 - width / 2.0, y + 0.5 - height / 2.0);
            return fromCentre < Math.min(width, height) / 3.0 ? color : 0;
        });
    }

    static Raster plain(int width, int height, int color) {
        return Raster.of(width, height, (x, y) -> color);
    }

    static int rgb(double red, double green, double blue) {
        return 0xff << 24 | part(red) << 16 | part(green) << 8 | part(blue);
    }

    private static int part(double value) {
        return Math.clamp(Math.round(value), 0, 255);
    }
}

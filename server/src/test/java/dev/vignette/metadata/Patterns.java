package dev.vignette.metadata;

import java.util.Map;

/// Small pictures by formula, and the hashes that other implementations give them.
final class Patterns {
    private interface Formula {
        int[] rgba(int x, int y);
    }

    static final Map<String, Pixels> ALL = Map.of(
            "gradient", pixels(32, 20, (x, y) -> new int[] {x * 8, y * 12, (x + y) * 4, 255}),
            "checks",
                    pixels(
                            16,
                            24,
                            (x, y) -> ((x >> 2) + (y >> 2)) % 2 == 1
                                    ? new int[] {250, 200, 30, 255}
                                    : new int[] {20, 40, 160, 255}),
            "noise",
                    pixels(50, 50, (x, y) ->
                            new int[] {(x * x * 7 + y * 13) % 256, (x * 11 + y * y * 3) % 256, (x * y * 5) % 256, 255}),
            "disc",
                    pixels(
                            30, 40, (x, y) -> new int[] {
                                x * 8, 255 - y * 6, 90, (x - 15) * (x - 15) + (y - 20) * (y - 20) < 150 ? 255 : 0
                            }),
            "fading", pixels(40, 10, (x, y) -> new int[] {200, x * 6, y * 20, x * 6}),
            "black", pixels(5, 7, (x, y) -> new int[] {0, 0, 0, 255}),
            "wide", pixels(100, 3, (x, y) -> new int[] {x * 2, 255 - x * 2, y * 100, 255}));

    private Patterns() {}

    static Pixels named(String name) {
        return ALL.getOrDefault(name, new Pixels(1, 1, new byte[4]));
    }

    private static Pixels pixels(int width, int height, Formula formula) {
        byte[] rgba = new byte[4 * width * height];
        for (int i = 0; i < width * height; i++) {
            int[] color = formula.rgba(i % width, i / width);
            for (int channel = 0; channel < 4; channel++) {
                rgba[4 * i + channel] = (byte) Math.clamp(color[channel], 0, 255);
            }
        }
        return new Pixels(width, height, rgba);
    }
}

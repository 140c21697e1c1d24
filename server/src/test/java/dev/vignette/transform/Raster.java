package dev.vignette.transform;

import java.util.Arrays;

/// A picture in plain Java, for results to be compared with: straight alpha, `0xAARRGGBB`, row by row from the top.
final class Raster {
    private final int width;
    private final int height;
    private final int[] argb;

    Raster(int width, int height, int[] argb) {
        this.width = width;
        this.height = height;
        this.argb = argb;
    }

    interface Paint {
        int argb(int x, int y);
    }

    static Raster of(int width, int height, Paint paint) {
        int[] argb = new int[width * height];
        Arrays.setAll(argb, i -> paint.argb(i % width, i / width));
        return new Raster(width, height, argb);
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    int at(int x, int y) {
        return argb[y * width + x];
    }

    boolean hasAlpha() {
        return Arrays.stream(argb).anyMatch(color -> color >>> 24 != 255);
    }

    /// Three bytes a pixel, or four with alpha.
    byte[] bytes(boolean alpha) {
        int bands = alpha ? 4 : 3;
        byte[] bytes = new byte[argb.length * bands];
        for (int i = 0; i < argb.length; i++) {
            for (int band = 0; band < bands; band++) {
                bytes[i * bands + band] = (byte) (argb[i] >> (band == 3 ? 24 : 16 - 8 * band));
            }
        }
        return bytes;
    }

    Raster cut(int x, int y, int cutWidth, int cutHeight) {
        return of(cutWidth, cutHeight, (i, j) -> at(x + i, y + j));
    }

    /// On a larger canvas of one colour.
    Raster placed(int canvasWidth, int canvasHeight, int left, int top, int color) {
        return of(canvasWidth, canvasHeight, (x, y) -> {
            boolean inside = x >= left && y >= top && x < left + width && y < top + height;
            return inside ? at(x - left, y - top) : color;
        });
    }

    Raster mirrored() {
        return of(width, height, (x, y) -> at(width - 1 - x, y));
    }

    /// Turned clockwise by quarters.
    Raster turned(int quarters) {
        Raster turned = this;
        for (int i = 0; i < quarters; i++) {
            Raster last = turned;
            turned = of(/* width= */ last.height, /* height= */ last.width, (x, y) -> last.at(y, last.height - 1 - x));
        }
        return turned;
    }

    /// As a camera stores this upright picture under an EXIF orientation: row 0 and column 0 of the file are the sides
    /// that the tag names (EXIF 2.32, tag 0x0112).
    Raster storedAs(int exif) {
        return switch (exif) {
            case 1 -> this;
            case 2 -> of(width, height, (x, y) -> at(width - 1 - x, y));
            case 3 -> of(width, height, (x, y) -> at(width - 1 - x, height - 1 - y));
            case 4 -> of(width, height, (x, y) -> at(x, height - 1 - y));
            case 5 -> of(/* width= */ height, /* height= */ width, (x, y) -> at(y, x));
            case 6 ->
                of(/* width= */ height, /* height= */ width, (x, y) -> at(y, height - 1 - x))
                        .turned(2);
            case 7 -> of(/* width= */ height, /* height= */ width, (x, y) -> at(width - 1 - y, height - 1 - x));
            case 8 -> of(/* width= */ height, /* height= */ width, (x, y) -> at(y, height - 1 - x));
            default -> throw new IllegalArgumentException("no orientation " + exif);
        };
    }

    /// Laid over an opaque colour.
    Raster over(int color) {
        return of(width, height, (x, y) -> {
            int above = at(x, y);
            double alpha = (above >>> 24) / 255.0;
            int mixed = 0xff;
            for (int shift = 16; shift >= 0; shift -= 8) {
                double part = alpha * (above >> shift & 255) + (1 - alpha) * (color >> shift & 255);
                mixed = mixed << 8 | (int) Math.round(part);
            }
            return mixed;
        });
    }

    /// Scaled by averaging the area below each pixel, weighed by alpha. Down only: it shows steps on the way up.
    Raster scaled(int toWidth, int toHeight) {
        return of(
                toWidth,
                toHeight,
                (x, y) -> average(
                        (double) x * width / toWidth,
                        (double) y * height / toHeight,
                        (x + 1.0) * width / toWidth,
                        (y + 1.0) * height / toHeight));
    }

    private int average(double left, double top, double right, double bottom) {
        double[] sums = new double[4];
        for (int y = (int) top; y < Math.min(height, Math.ceil(bottom)); y++) {
            double down = Math.min(bottom, y + 1) - Math.max(top, y);
            for (int x = (int) left; x < Math.min(width, Math.ceil(right)); x++) {
                double share = down * (Math.min(right, x + 1) - Math.max(left, x));
                int color = at(x, y);
                double alpha = share * (color >>> 24) / 255;
                sums[0] += alpha;
                sums[1] += alpha * (color >> 16 & 255);
                sums[2] += alpha * (color >> 8 & 255);
                sums[3] += alpha * (color & 255);
            }
        }
        double area = (right - left) * (bottom - top);
        int mean = (int) Math.round(255 * sums[0] / area);
        for (int i = 1; i < 4; i++) {
            mean = mean << 8 | (sums[0] == 0 ? 0 : Math.clamp(Math.round(sums[i] / sums[0]), 0, 255));
        }
        return mean;
    }
}

package dev.vignette.transform;

import dev.vignette.jpeg.Colours;
import dev.vignette.jpeg.Plane;
import java.util.List;

/// Pixels out of planes of one size.
final class PlanePixels {
    /// The colours of JFIF (ITU-T T.871): full range, the luma of BT.601; with 16 bits of fraction.
    private static final int RED_OF_CR = fixed(1.402);
    private static final int GREEN_OF_CB = fixed(-0.344136286);
    private static final int GREEN_OF_CR = fixed(-0.714136286);
    private static final int BLUE_OF_CB = fixed(1.772);
    private static final int HALF = 1 << 15;

    private PlanePixels() {}

    /// One byte a pixel for grey, else red, green and blue.
    static byte[] of(List<Plane> planes, Colours colours) {
        return switch (colours) {
            case GREY -> planes.getFirst().samples();
            case YCBCR -> converted(planes.get(0), planes.get(1), planes.get(2));
            case RGB -> interleaved(planes.get(0), planes.get(1), planes.get(2));
            case CMYK, YCCK -> throw new IllegalArgumentException(colours + " has no pixels in RGB");
        };
    }

    private static byte[] converted(Plane luma, Plane blue, Plane red) {
        int pixels = luma.width() * luma.height();
        byte[] rgb = new byte[3 * pixels];
        for (int i = 0; i < pixels; i++) {
            int y = ((luma.samples()[i] & 0xff) << 16) + HALF;
            int cb = (blue.samples()[i] & 0xff) - 128;
            int cr = (red.samples()[i] & 0xff) - 128;
            rgb[3 * i] = sample(y + RED_OF_CR * cr);
            rgb[3 * i + 1] = sample(y + GREEN_OF_CB * cb + GREEN_OF_CR * cr);
            rgb[3 * i + 2] = sample(y + BLUE_OF_CB * cb);
        }
        return rgb;
    }

    private static byte[] interleaved(Plane red, Plane green, Plane blue) {
        int pixels = red.width() * red.height();
        byte[] rgb = new byte[3 * pixels];
        for (int i = 0; i < pixels; i++) {
            rgb[3 * i] = red.samples()[i];
            rgb[3 * i + 1] = green.samples()[i];
            rgb[3 * i + 2] = blue.samples()[i];
        }
        return rgb;
    }

    private static byte sample(int fixed) {
        return (byte) Math.clamp(fixed >> 16, 0, 255);
    }

    private static int fixed(double factor) {
        return (int) Math.round(factor * (1 << 16));
    }
}

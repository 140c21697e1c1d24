package dev.vignette.metadata;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// ThumbHash, by Evan Wallace (<https://evanw.github.io/thumbhash/>): a picture with its transparency and rough shape
/// in some 25 bytes. The first cosine waves of lightness and of two opponent colours (and of alpha, at the cost of
/// some lightness), in four bits each.
public final class ThumbHash {
    private static final int LARGEST_SIDE = 100;

    /// One channel as cosine waves: its average, and the waves scaled so that the largest is 1.
    private record Waves(double average, double scale, List<Double> factors) {}

    private final Pixels pixels;
    private final double[] lightness;
    private final double[] yellowBlue;
    private final double[] redGreen;
    private final double[] alpha;

    private ThumbHash(Pixels pixels) {
        this.pixels = pixels;
        this.lightness = new double[pixels.count()];
        this.yellowBlue = new double[pixels.count()];
        this.redGreen = new double[pixels.count()];
        this.alpha = new double[pixels.count()];
    }

    /// @param pixels of at most 100 × 100
    /// @return the hash in Base64, with padding
    public static String encode(Pixels pixels) {
        if (Math.max(pixels.width(), pixels.height()) > LARGEST_SIDE) {
            throw new IllegalArgumentException("a side must be at most " + LARGEST_SIDE + " pixels");
        }
        return Base64.getEncoder().encodeToString(new ThumbHash(pixels).hash());
    }

    private byte[] hash() {
        boolean transparent = split();
        // Transparency takes its bits from lightness.
        int most = transparent ? 5 : 7;
        int longer = Math.max(pixels.width(), pixels.height());
        int across = (int) Math.max(1, Math.round((double) most * pixels.width() / longer));
        int down = (int) Math.max(1, Math.round((double) most * pixels.height() / longer));
        boolean landscape = pixels.width() > pixels.height();
        Waves l = waves(lightness, Math.max(3, across), Math.max(3, down));
        Waves p = waves(yellowBlue, 3, 3);
        Waves q = waves(redGreen, 3, 3);

        long head = Math.round(63 * l.average)
                | Math.round(31.5 + 31.5 * p.average) << 6
                | Math.round(31.5 + 31.5 * q.average) << 12
                | Math.round(31 * l.scale) << 18
                | (transparent ? 1L << 23 : 0)
                | (long) (landscape ? down : across) << 24
                | Math.round(63 * p.scale) << 27
                | Math.round(63 * q.scale) << 33
                | (landscape ? 1L << 39 : 0);
        List<Waves> channels = new ArrayList<>(List.of(l, p, q));
        int headBytes = 5;
        if (transparent) {
            Waves a = waves(alpha, 5, 5);
            channels.add(a);
            head |= (Math.round(15 * a.average) | Math.round(15 * a.scale) << 4) << 40;
            headBytes = 6;
        }
        return pack(head, headBytes, channels);
    }

    /// Turns the pixels, laid over their average colour, into lightness and opponent colours.
    ///
    /// @return whether any pixel is transparent
    private boolean split() {
        double[] average = new double[3];
        double opacity = 0;
        for (int i = 0; i < pixels.count(); i++) {
            alpha[i] = pixels.channel(i, 3) / 255.0;
            opacity += alpha[i];
            for (int channel = 0; channel < 3; channel++) {
                average[channel] += alpha[i] / 255 * pixels.channel(i, channel);
            }
        }
        for (int channel = 0; channel < 3 && opacity > 0; channel++) {
            average[channel] /= opacity;
        }
        for (int i = 0; i < pixels.count(); i++) {
            double red = average[0] * (1 - alpha[i]) + alpha[i] / 255 * pixels.channel(i, 0);
            double green = average[1] * (1 - alpha[i]) + alpha[i] / 255 * pixels.channel(i, 1);
            double blue = average[2] * (1 - alpha[i]) + alpha[i] / 255 * pixels.channel(i, 2);
            lightness[i] = (red + green + blue) / 3;
            yellowBlue[i] = (red + green) / 2 - blue;
            redGreen[i] = red - green;
        }
        return opacity < pixels.count();
    }

    /// The waves below the diagonal of an `across` × `down` grid; the first is the average.
    private Waves waves(double[] channel, int across, int down) {
        double average = 0;
        double scale = 0;
        var factors = new ArrayList<Double>();
        for (int v = 0; v < down; v++) {
            for (int u = 0; u * down < across * (down - v); u++) {
                double factor = factor(channel, u, v);
                if (u == 0 && v == 0) {
                    average = factor;
                } else {
                    factors.add(factor);
                    scale = Math.max(scale, Math.abs(factor));
                }
            }
        }
        double largest = scale;
        List<Double> scaled = factors.stream()
                .map(factor -> largest > 0 ? 0.5 + 0.5 / largest * factor : factor)
                .toList();
        return new Waves(average, scale, scaled);
    }

    private double factor(double[] channel, int u, int v) {
        double[] across = wave(u, pixels.width());
        double[] down = wave(v, pixels.height());
        double sum = 0;
        for (int y = 0; y < pixels.height(); y++) {
            for (int x = 0; x < pixels.width(); x++) {
                sum += channel[x + y * pixels.width()] * across[x] * down[y];
            }
        }
        return sum / pixels.count();
    }

    /// A strict cosine, for a wave that is not there at all is a sum of rounding errors, whose sign ends up in the
    /// hash: so the same picture has the same hash on every machine.
    private static double[] wave(int frequency, int length) {
        double[] wave = new double[length];
        for (int at = 0; at < length; at++) {
            wave[at] = StrictMath.cos(Math.PI / length * frequency * (at + 0.5));
        }
        return wave;
    }

    /// The head, lowest byte first, then all waves, two a byte.
    private static byte[] pack(long head, int headBytes, List<Waves> channels) {
        int waves =
                channels.stream().mapToInt(channel -> channel.factors.size()).sum();
        byte[] hash = new byte[headBytes + (waves + 1) / 2];
        for (int i = 0; i < headBytes; i++) {
            hash[i] = (byte) (head >> (8 * i));
        }
        int index = 0;
        for (Waves channel : channels) {
            for (double factor : channel.factors) {
                hash[headBytes + index / 2] |= (byte) (Math.round(15 * factor) << (4 * (index & 1)));
                index++;
            }
        }
        return hash;
    }
}

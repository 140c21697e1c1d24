package dev.vignette.transform;

import dev.vignette.image.Dimensions;
import dev.vignette.image.Format;
import dev.vignette.options.Options;
import dev.vignette.probe.ImageHeader;
import java.util.Optional;

/// What a JPEG original takes that goes without libvips, estimated as in [Cost]; nearly all of the memory is on the
/// Java heap.
final class PlanarCost {
    private static final int PLANES = 3;

    /// Tables, and the bits of the file that are looked at.
    private static final long DECODER = 512 << 10;

    /// Rows of a plane at once: those of an MCU, and as numbers of four bytes those that a resampler keeps and turns.
    private static final int ROWS = 16 + 4 * (16 + 64);

    /// Samples of one side that a weight of four bytes is kept for.
    private static final int WEIGHTS = 4 * 8;

    /// Bytes of a coefficient until the last scan, and of what is known of its block.
    private static final int COEFFICIENT = 2;

    private static final int BLOCK = 8;

    /// The planes of the result, and once more turned, or as pixels.
    private static final int RESULT = 2 * PLANES;

    /// What the encoder keeps for a pixel until its tables are made, and the file as it grows; of noise at the best
    /// quality.
    private static final int ENCODER = 52;

    private static final int SCALE_NANOS = 3;
    private static final int ENCODE_NANOS = 10;

    private PlanarCost() {}

    /// @param size of the file in bytes
    /// @param margin as of [PlanarJpeg#of]
    /// @return empty when these options go through libvips
    static Optional<Cost> of(ImageHeader header, long size, Options options, Target target, double margin) {
        Dimensions turned = Conversion.cropped(header, options);
        Geometry geometry = Geometry.of(turned, Conversion.resize(header, options));
        long scaled = geometry.scaled().pixels();
        int shrink = Load.jpegShrink(geometry.scale(turned), margin);
        double coefficients = header.progressive() ? coefficients(header, shrink) : 0;
        if (header.format() != Format.JPEG || !PlanarJpeg.possible(options, scaled, (long) coefficients)) {
            return Optional.empty();
        }
        Dimensions stored = header.dimensions();
        double across = (double) stored.width() / shrink;
        double down = (double) stored.height() / shrink;
        double enlarged = Math.max(1, geometry.scaled().pixels() / (across * down));
        double blocks = header.progressive() ? stored.pixels() / 64.0 : 0;

        double bytes = size
                + DECODER
                + PLANES * (ROWS * across * enlarged + WEIGHTS * (across + down) * enlarged)
                + PLANES * (COEFFICIENT * coefficients + BLOCK * blocks)
                + RESULT * scaled;
        double nanos = decodeNanos(shrink, header.progressive()) * stored.pixels() + SCALE_NANOS * across * down;
        double result = Math.max(scaled, geometry.canvas().pixels());
        if (target.format() == Format.JPEG) {
            bytes += ENCODER * result;
            nanos += ENCODE_NANOS * result;
        } else {
            bytes += 2 * Cost.PIXEL * result
                    + Cost.encoderState(target.format()) * result
                    + Cost.COPIES * Cost.encoded(target.format()) * result;
            nanos += Cost.encodeNanos(target.format()) * result;
        }
        return Optional.of(new Cost(Cost.MEGABYTE + (long) bytes, (long) (nanos + options.blur() * result)));
    }

    /// Of one component, when its colours are not subsampled.
    private static double coefficients(ImageHeader header, int shrink) {
        return header.dimensions().pixels() / 64.0 * kept(shrink);
    }

    /// Coefficients of a block, as they come in a file, up to the last that the scale needs.
    private static int kept(int shrink) {
        return switch (shrink) {
            case 8 -> 1;
            case 4 -> 5;
            case 2 -> 25;
            default -> 64;
        };
    }

    /// Measured over photographs at quality 80 to 95 on one core; they vary with the bytes a pixel by half.
    private static double decodeNanos(int shrink, boolean progressive) {
        return switch (shrink) {
            case 8 -> progressive ? 0.5 : 0.9;
            case 4 -> progressive ? 5.6 : 1.1;
            case 2 -> progressive ? 7 : 1.6;
            default -> progressive ? 9.3 : 2.6;
        };
    }
}

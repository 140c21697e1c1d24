package dev.vignette.transform;

import dev.vignette.image.Dimensions;
import dev.vignette.image.Format;
import dev.vignette.options.Options;
import dev.vignette.probe.ImageHeader;

/// What a conversion will take, estimated before a pixel is decoded.
///
/// The estimates are of the right order, not exact: the bytes are those of the worst usual file of a format,
/// the work ranks conversions among each other.
///
/// @param bytes of memory at its peak: the file, the decoder, the pixels, the encoder, and the result in the heap
/// @param nanos of work of one processor
record Cost(long bytes, long nanos) {
    static final long MEGABYTE = 1 << 20;

    /// Red, green, blue and alpha.
    static final int PIXEL = 4;

    /// The rows that a pipeline keeps of a picture which is decoded from top to bottom.
    private static final int ROWS = 256;

    /// A file that comes from the heap is copied once for libvips, and what libvips has written once for the heap.
    static final int COPIES = 2;

    private static final int SCALE_NANOS = 4;

    /// To look for the border goes over every pixel in its own way.
    private static final int TRIM_NANOS = 60;

    /// Of a JPEG original that may go without libvips it is known for certain only when the file is read. So the
    /// memory is that of the dearer way, and the work that of the likely one.
    ///
    /// @param size of the file in bytes
    static Cost of(ImageHeader header, long size, Options options, Target target, TransformConfig config) {
        Cost libvips = throughLibvips(header, size, options, target);
        if (!config.jpeg()) {
            return libvips;
        }
        return PlanarCost.of(header, size, options, target, config.jpegMargin())
                .map(planar -> new Cost(Math.max(planar.bytes(), libvips.bytes()), planar.nanos()))
                .orElse(libvips);
    }

    /// As if there were no other way.
    static Cost throughLibvips(ImageHeader header, long size, Options options, Target target) {
        boolean trims = options.trim().isPresent();
        Dimensions turned = Conversion.cropped(header, options);
        Geometry geometry = Geometry.of(turned, Conversion.resize(header, options));
        double scale = geometry.scale(turned);
        double frames = target.animated() ? header.frames() : 1;
        double stored = header.dimensions().pixels();
        double decoded = stored * share(header.format(), trims ? 1 : scale);
        double result =
                frames * Math.max(geometry.scaled().pixels(), geometry.canvas().pixels());
        double rows = Math.min(1.0, (double) ROWS / header.dimensions().height());
        double window = trims ? decoded * frames : decoded * rows;

        double bytes = COPIES * size
                + decoderState(header) * stored
                + PIXEL * window
                + 2 * PIXEL * result
                + encoderState(target.format()) * result / frames
                + COPIES * encoded(target.format()) * result;
        double pass = trims ? SCALE_NANOS + TRIM_NANOS : SCALE_NANOS;
        double nanos = frames * (decodeNanos(header.format()) * stored + pass * decoded)
                + (encodeNanos(target.format()) + options.blur()) * result;
        return new Cost(MEGABYTE + (long) bytes, (long) nanos);
    }

    /// What is left of the pixels when the decoder shrinks.
    private static double share(Format format, double scale) {
        return switch (format) {
            case JPEG -> {
                int shrink = Load.jpegShrink(scale, Load.MARGIN);
                yield 1.0 / (shrink * shrink);
            }
            case WEBP -> Math.min(1, scale * scale);
            case SVG -> scale * scale;
            case PNG, AVIF, HEIC, GIF, TIFF -> 1;
        };
    }

    /// Bytes that the decoder itself holds for each pixel of the file, beside the rows it hands out.
    private static double decoderState(ImageHeader header) {
        return switch (header.format()) {
            // Two bytes for each coefficient of the whole picture, its colours not subsampled.
            case JPEG -> header.progressive() ? 6 : 0;
            case PNG -> header.progressive() ? PIXEL : 0;
            // The whole canvas, and the one before it that an animation paints over.
            case GIF, WEBP -> header.animated() ? 2 * PIXEL : PIXEL;
            // One strip or tile may be all of the picture.
            case TIFF -> PIXEL;
            // Three planes, at up to 16 bits, and the picture in RGB.
            case AVIF, HEIC -> 2 * 3 + PIXEL;
            case SVG -> 0;
        };
    }

    /// Bytes that the encoder holds for each pixel of the frame it is at.
    static double encoderState(Format format) {
        return switch (format) {
            case JPEG -> 6;
            case PNG, TIFF, HEIC, SVG -> 0;
            case GIF -> 40;
            case WEBP -> 24;
            case AVIF -> 32;
        };
    }

    /// Bytes of the file that is written for each pixel, when the picture is noise and the quality the best.
    static double encoded(Format format) {
        return switch (format) {
            case JPEG -> 3;
            case GIF, WEBP -> 1.5;
            case PNG, AVIF -> 4;
            case TIFF, HEIC, SVG -> 0;
        };
    }

    private static double decodeNanos(Format format) {
        return switch (format) {
            case JPEG -> 3;
            case PNG, WEBP, GIF -> 8;
            case AVIF, HEIC -> 15;
            case TIFF -> 5;
            case SVG -> 0;
        };
    }

    static double encodeNanos(Format format) {
        return switch (format) {
            case JPEG -> 10;
            case PNG -> 40;
            case WEBP -> 65;
            case AVIF -> 1000;
            case GIF -> 570;
            case TIFF, HEIC, SVG -> 0;
        };
    }
}

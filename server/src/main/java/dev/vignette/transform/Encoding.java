package dev.vignette.transform;

import dev.vignette.image.Dimensions;
import dev.vignette.image.EncodedImage;
import dev.vignette.image.Format;
import dev.vignette.jpeg.EncodeOptions;
import dev.vignette.jpeg.JpegEncoder;
import dev.vignette.jpeg.Plane;
import dev.vignette.jpeg.Subsampling;
import dev.vignette.options.Output;
import dev.vignette.vips.Saver;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Writes the finished picture as a file.
final class Encoding {
    private static final int FULL_COLOUR_QUALITY = 90;

    /// From so many pixels in a frame on the slow encoders try less hard. Of noise, the worst there is, AVIF takes 8 to
    /// 11 µs a pixel at effort 4 and 1 at effort 2, GIF 4.8 at its usual effort 7 and 0.7 at 4.
    private static final int LARGE = 800_000;

    private static final int LARGE_AVIF_EFFORT = 2;
    private static final String GIF_EFFORT = "7";
    private static final String LARGE_GIF_EFFORT = "4";

    private final TransformConfig config;

    Encoding(TransformConfig config) {
        this.config = config;
    }

    EncodedImage encode(Picture picture) {
        Format format = picture.conversion().target().format();
        Output output = picture.conversion().options().output();
        String quality = Integer.toString(quality(picture.conversion()));
        var dimensions = new Dimensions(picture.image().width(), picture.image().pageHeight());
        var arguments = new HashMap<>(arguments(format, quality, dimensions.pixels() >= LARGE));
        boolean profile = output.keepProfile() && format.profile();
        arguments.put("keep", MetadataStep.kept(output.metadata(), profile));
        byte[] file = picture.image().save(saver(format), arguments);
        return new EncodedImage(file, format, dimensions);
    }

    /// Writes planes that were never anything else.
    EncodedImage encode(List<Plane> planes, Conversion conversion) {
        Dimensions size =
                new Dimensions(planes.getFirst().width(), planes.getFirst().height());
        Subsampling subsampling = subsampled(conversion) ? Subsampling.YUV420 : Subsampling.YUV444;
        byte[] file = JpegEncoder.encode(
                planes, EncodeOptions.of(size.width(), size.height(), quality(conversion), subsampling));
        return new EncodedImage(file, Format.JPEG, size);
    }

    /// As libvips does it: colours have all pixels from this quality on.
    boolean subsampled(Conversion conversion) {
        return quality(conversion) < FULL_COLOUR_QUALITY;
    }

    private int quality(Conversion conversion) {
        return conversion
                .options()
                .output()
                .quality()
                .orElse(config.defaultQuality(conversion.target().format()));
    }

    private static Saver saver(Format format) {
        return switch (format) {
            case JPEG -> Saver.JPEG;
            case PNG -> Saver.PNG;
            case WEBP -> Saver.WEBP;
            case AVIF -> Saver.HEIF;
            case GIF -> Saver.GIF;
            case HEIC, TIFF, SVG -> throw new IllegalArgumentException(format + " is not written");
        };
    }

    private Map<String, String> arguments(Format format, String quality, boolean large) {
        return switch (format) {
            case JPEG -> Map.of("Q", quality, "optimize-coding", "true");
            case WEBP -> Map.of("Q", quality, "effort", Integer.toString(config.webpEffort()));
            case AVIF -> Map.of("Q", quality, "compression", "av1", "effort", Integer.toString(avifEffort(large)));
            case GIF -> Map.of("effort", large ? LARGE_GIF_EFFORT : GIF_EFFORT);
            case PNG, HEIC, TIFF, SVG -> Map.of();
        };
    }

    private int avifEffort(boolean large) {
        return large ? Math.min(LARGE_AVIF_EFFORT, config.avifEffort()) : config.avifEffort();
    }
}

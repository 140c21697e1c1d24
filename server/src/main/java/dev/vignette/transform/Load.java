package dev.vignette.transform;

import dev.vignette.error.VignetteException;
import dev.vignette.image.Dimensions;
import dev.vignette.image.Format;
import dev.vignette.image.Orientation;
import dev.vignette.probe.ImageHeader;
import dev.vignette.vips.Loader;
import dev.vignette.vips.VipsImage;
import dev.vignette.vips.VipsSession;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Opens the original, and has its decoder leave out what the scale does not need.
final class Load {
    /// The block sizes at which libjpeg can decode at a fraction of the cost.
    private static final List<Integer> JPEG_SHRINKS = List.of(8, 4, 2);

    /// What libvips' own thumbnailer leaves to the final scaling: with less the result is rough.
    static final double MARGIN = 2;

    private Load() {}

    static Loader loader(Format format) {
        return switch (format) {
            case JPEG -> Loader.JPEG;
            case PNG -> Loader.PNG;
            case WEBP -> Loader.WEBP;
            case AVIF, HEIC -> Loader.HEIF;
            case GIF -> Loader.GIF;
            case TIFF -> Loader.TIFF;
            case SVG -> Loader.SVG;
        };
    }

    /// Whether the picture has transparency, from its header.
    static boolean hasAlpha(VipsSession session, ByteBuffer original, Format format) {
        return format != Format.JPEG
                && session.load(loader(format), original, Map.of()).hasAlpha();
    }

    static Picture open(ByteBuffer original, Conversion asked, boolean lenient) {
        var arguments = new HashMap<String, String>();
        boolean trims = asked.options().trim().isPresent();
        // To find the border, the whole picture is read once before it is read again.
        arguments.put("access", trims ? "random" : "sequential");
        arguments.put("fail-on", lenient ? "none" : "error");
        arguments.putAll(pages(asked));
        if (!trims) {
            arguments.putAll(shrink(asked));
        }
        Loader loader = loader(asked.header().format());
        VipsImage image = asked.session().load(loader, original, arguments);
        Conversion conversion = asked.with(headerOf(image, asked.header()));
        return new Picture(
                image, conversion.geometry(CropStep.cropped(conversion)).canvas(), conversion);
    }

    /// The header of what was opened: pages of a document have each their own size and orientation.
    private static ImageHeader headerOf(VipsImage image, ImageHeader file) {
        return switch (file.format()) {
            case TIFF ->
                new ImageHeader(
                        file.format(),
                        new Dimensions(image.width(), image.height()),
                        file.frames(),
                        Orientation.ofExif(image.integer("orientation").orElse(1)),
                        file.animated());
            case JPEG, PNG, WEBP, AVIF, HEIC, GIF, SVG -> file;
        };
    }

    private static Map<String, String> pages(Conversion conversion) {
        if (conversion.target().animated()) {
            return Map.of("n", "-1");
        }
        int page = conversion.options().page().orElse(0);
        int frames = conversion.header().frames();
        if (page >= frames) {
            throw VignetteException.badParameter(
                    "page", "This image has no page " + page, List.of("0 to " + (frames - 1)));
        }
        return page == 0 ? Map.of() : Map.of("page", Integer.toString(page));
    }

    private static Map<String, String> shrink(Conversion conversion) {
        Dimensions stored = CropStep.cropped(conversion);
        double scale =
                conversion.geometry(stored).scale(conversion.orientation().apply(stored));
        return switch (conversion.header().format()) {
            case JPEG -> Map.of("shrink", Integer.toString(jpegShrink(scale, MARGIN)));
            case WEBP ->
                scale < 1
                                && conversion.options().crop().isEmpty()
                                && !conversion.target().animated()
                        ? Map.of("scale", Double.toString(scale))
                        : Map.of();
            case SVG -> Map.of("scale", Double.toString(scale));
            case PNG, AVIF, HEIC, GIF, TIFF -> Map.of();
        };
    }

    /// The largest block shrink of a decoder that leaves enough to the final scaling.
    ///
    /// @param scale of the result to the stored picture
    /// @param margin how many times larger than the result the decoded picture is at least, where the stored one is
    static int jpegShrink(double scale, double margin) {
        double shrink = 1 / scale;
        return JPEG_SHRINKS.stream()
                .filter(block -> shrink >= block * margin)
                .findFirst()
                .orElse(1);
    }
}

package dev.vignette.transform;

import dev.vignette.config.Setting;
import dev.vignette.image.Format;
import java.nio.file.Path;
import java.util.Optional;

/// How originals are decoded and renditions are written.
///
/// Effort is libvips' word for how hard an encoder tries: more is smaller and slower.
public record TransformConfig(
        @Setting(
                key = "vignette.libvips",
                doc = "A libvips to use in place of the bundled one: the library file, or a folder of packages.")
        Optional<Path> libvips,

        @Setting(
                key = "vignette.codec.lenient",
                defaultValue = "false",
                doc = "Serve what could be read of a damaged image, for a short time, instead of answering 422.")
        boolean lenient,

        @Setting(
                key = "vignette.jpeg.enabled",
                defaultValue = "true",
                doc = "Whether JPEG originals are decoded and written in Java where that is faster; if not, all go"
                        + " through libvips.")
        boolean jpeg,

        @Setting(
                key = "vignette.jpeg.margin",
                defaultValue = "1.5",
                doc = "How many times larger than the result such a JPEG original is decoded at least, where it is so"
                        + " large. More keeps more detail and takes more time; libvips has 2.",
                min = 1,
                max = 8)
        double jpegMargin,

        @Setting(
                key = "vignette.input.heif",
                defaultValue = "true",
                doc =
                        "Whether AVIF originals are read, and HEIC where libvips has a decoder for it; the bundled one has"
                                + " none.")
        boolean heif,

        @Setting(key = "vignette.input.svg", defaultValue = "true", doc = "Whether SVG originals are read.")
        boolean svg,

        @Setting(key = "vignette.input.tiff", defaultValue = "true", doc = "Whether TIFF originals are read.")
        boolean tiff,

        @Setting(
                key = "vignette.output.max-pixels",
                defaultValue = "50000000",
                doc = "The most pixels that a rendition may have, all frames together.",
                min = 1)
        int maxPixels,

        @Setting(
                key = "vignette.output.slow-max-pixels",
                defaultValue = "9000000",
                doc = "The most pixels that one frame of a rendition in AVIF or GIF may have: their encoders take"
                        + " seconds and cannot be stopped. What `Accept` decides becomes another format then.",
                min = 1)
        int slowMaxPixels,

        @Setting(
                key = "vignette.output.jpeg-quality",
                defaultValue = "90",
                doc = "JPEG quality when `q` is not given.",
                min = 1,
                max = 100)
        int jpegQuality,

        @Setting(
                key = "vignette.output.webp-quality",
                defaultValue = "85",
                doc = "WebP quality when `q` is not given.",
                min = 1,
                max = 100)
        int webpQuality,

        @Setting(
                key = "vignette.output.avif-quality",
                defaultValue = "75",
                doc = "AVIF quality when `q` is not given.",
                min = 1,
                max = 100)
        int avifQuality,

        @Setting(
                key = "vignette.output.webp-effort",
                defaultValue = "4",
                doc = "How hard the WebP encoder tries.",
                min = 0,
                max = 6)
        int webpEffort,

        @Setting(
                key = "vignette.output.avif-effort",
                defaultValue = "4",
                doc = "How hard the AVIF encoder tries, at most 2 from 800,000 pixels on.",
                min = 0,
                max = 9)
        int avifEffort) {

    /// The library of the configuration, else the bundled one, whose place the launcher tells.
    Path library() {
        return libvips.orElseGet(() -> Path.of(System.getProperty("vignette.native", "native")));
    }

    /// The most pixels that one frame may have, beside the limit of all frames together.
    int maxFramePixels(Format format) {
        return switch (format) {
            case AVIF, GIF -> slowMaxPixels;
            case JPEG, PNG, WEBP, HEIC, TIFF, SVG -> Integer.MAX_VALUE;
        };
    }

    /// The quality a format is written with by default; 100 for the lossless ones.
    int defaultQuality(Format format) {
        return switch (format) {
            case JPEG -> jpegQuality;
            case WEBP -> webpQuality;
            case AVIF -> avifQuality;
            case PNG, GIF, HEIC, TIFF, SVG -> 100;
        };
    }
}

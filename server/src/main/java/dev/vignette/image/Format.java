package dev.vignette.image;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The image formats that are read, and of those the ones that are written.
public enum Format {
    JPEG("image/jpeg", "jpg", true, false, false),
    PNG("image/png", "png", true, true, false),
    WEBP("image/webp", "webp", true, true, true),
    AVIF("image/avif", "avif", true, true, false),
    GIF("image/gif", "gif", true, true, true),
    HEIC("image/heic", "heic", false, true, false),
    TIFF("image/tiff", "tif", false, true, false),
    SVG("image/svg+xml", "svg", false, true, false);

    private final String mediaType;
    private final String extension;
    private final boolean written;
    private final boolean alpha;
    private final boolean animated;

    Format(String mediaType, String extension, boolean written, boolean alpha, boolean animated) {
        this.mediaType = mediaType;
        this.extension = extension;
        this.written = written;
        this.alpha = alpha;
        this.animated = animated;
    }

    /// The format with this parameter value, as in `webp`.
    public static Optional<Format> named(String name) {
        return Arrays.stream(values())
                .filter(format -> format.parameter().equals(name))
                .findFirst();
    }

    public String mediaType() {
        return mediaType;
    }

    /// The usual file extension, without the dot.
    public String extension() {
        return extension;
    }

    /// Its value of the `f` parameter, as in `jpeg`.
    public String parameter() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether renditions can be made in it.
    public boolean written() {
        return written;
    }

    /// Whether it can carry transparency.
    public boolean alpha() {
        return alpha;
    }

    /// Whether it can carry an ICC profile.
    public boolean profile() {
        return this != GIF && this != SVG;
    }

    /// Whether Vignette writes animations in it.
    public boolean animated() {
        return animated;
    }
}

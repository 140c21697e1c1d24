package dev.vignette.bench.load;

import java.util.Locale;

/// A format that is asked for, with the quality all arms are given.
enum Target {
    JPEG(80),
    WEBP(80),
    AVIF(60);

    private final int quality;

    Target(int quality) {
        this.quality = quality;
    }

    int quality() {
        return quality;
    }

    /// Its name in URLs, as in `webp`; media types end in it as well.
    String parameter() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Target named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}

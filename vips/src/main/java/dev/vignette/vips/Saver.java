package dev.vignette.vips;

/// The formats that libvips is let to write.
public enum Saver {
    JPEG("jpegsave_buffer"),
    PNG("pngsave_buffer"),
    WEBP("webpsave_buffer"),
    /// HEIF; with the argument `compression=av1` it is AVIF.
    HEIF("heifsave_buffer"),
    GIF("gifsave_buffer");

    private final String operation;

    Saver(String operation) {
        this.operation = operation;
    }

    String operation() {
        return operation;
    }
}

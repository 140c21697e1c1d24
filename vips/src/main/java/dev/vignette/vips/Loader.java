package dev.vignette.vips;

/// The formats that libvips can be let to read. All its other loaders stay blocked.
public enum Loader {
    JPEG("VipsForeignLoadJpeg", "jpegload_buffer"),
    PNG("VipsForeignLoadPng", "pngload_buffer"),
    WEBP("VipsForeignLoadWebp", "webpload_buffer"),
    /// AVIF, and HEIC where the library has a decoder for it.
    HEIF("VipsForeignLoadHeif", "heifload_buffer"),
    GIF("VipsForeignLoadNsgif", "gifload_buffer"),
    TIFF("VipsForeignLoadTiff", "tiffload_buffer"),
    SVG("VipsForeignLoadSvg", "svgload_buffer");

    private final String className;
    private final String operation;

    Loader(String className, String operation) {
        this.className = className;
        this.operation = operation;
    }

    String className() {
        return className;
    }

    String operation() {
        return operation;
    }
}

package dev.vignette.options;

/// How much of the original's metadata goes into the rendition.
public enum Keep {
    NONE,
    /// The EXIF artist and copyright alone.
    COPYRIGHT,
    /// EXIF, XMP and IPTC, the place where it was taken included.
    ALL
}

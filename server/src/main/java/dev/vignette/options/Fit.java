package dev.vignette.options;

/// How a picture is fitted to the box of width and height that was asked for.
public enum Fit {
    /// As large as fits inside the box; the ratio is kept.
    INSIDE,
    /// As small as covers the box; the ratio is kept, nothing is cut.
    OUTSIDE,
    /// Covers the box; what stands out is cut off, by gravity.
    COVER,
    /// Fits inside the box, which is filled up with the background: a letterbox.
    CONTAIN,
    /// Exactly the box; the ratio is not kept.
    FILL
}

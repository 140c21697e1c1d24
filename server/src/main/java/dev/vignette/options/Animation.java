package dev.vignette.options;

/// What becomes of an animation.
public enum Animation {
    /// Kept when the output format can carry it.
    AUTO,
    /// Kept; an output format that cannot carry it is an error.
    KEEP,
    /// Only the first frame is shown.
    STILL
}

package dev.vignette.options;

/// A place found by looking at the picture.
public enum Interest implements Gravity {
    /// Where a viewer looks first: edges, skin tones, saturated colour.
    SMART,
    /// Where there is most information.
    ENTROPY
}

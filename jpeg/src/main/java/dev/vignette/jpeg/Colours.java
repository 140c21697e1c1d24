package dev.vignette.jpeg;

/// What the components stand for.
public enum Colours {
    GREY,
    YCBCR,
    RGB,
    CMYK,
    YCCK
}

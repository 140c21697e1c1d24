package dev.vignette.vips;
/// libvips.
public final class Vips {
    private Vips() {}
}

package dev.vignette.options;

/// A rectangle to cut out before anything else, in pixels of the upright original.
public record Crop(int x, int y, int width, int height) {}

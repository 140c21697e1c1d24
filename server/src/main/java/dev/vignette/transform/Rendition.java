package dev.vignette.transform;

import dev.vignette.image.EncodedImage;

/// A finished rendition.
///
/// @param image the file
/// @param damaged whether the original was damaged and only a part of it is shown
/// @param timings where the time went
public record Rendition(EncodedImage image, boolean damaged, Timings timings) {}

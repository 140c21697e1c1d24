package dev.vignette.delivery;

import dev.vignette.image.EncodedImage;
import java.time.Instant;
import java.util.Optional;

/// Renditions of images of the library that were made before anybody asked for them, and are kept as the images are.
@FunctionalInterface
public interface StoredRenditions {
    /// Blocking. Asked when the rendition is in no cache.
    ///
    /// @param image the id of an image that the client may see
    /// @param form as [Wanted#form]
    Optional<Stored> find(String image, String form);

    /// A rendition as it is stored.
    ///
    /// @param original when the image was added
    record Stored(EncodedImage image, Instant original, Instant made) {}
}

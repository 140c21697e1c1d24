package dev.vignette.transform;

import java.time.Duration;

/// Where the time of a rendition went.
///
/// @param queue waiting for a codec thread
/// @param decode decoding together with the scaling that libvips does in the same pass over the pixels
/// @param resize what follows on the scaled picture: turning, cutting, sharpening, letterboxing
/// @param encode writing the file
public record Timings(Duration queue, Duration decode, Duration resize, Duration encode) {
    Timings queuedFor(Duration waited) {
        return new Timings(waited, decode, resize, encode);
    }
}

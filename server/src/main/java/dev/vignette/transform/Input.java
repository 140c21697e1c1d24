package dev.vignette.transform;

import dev.vignette.image.ImageFile;
import dev.vignette.probe.HeaderProbe;
import dev.vignette.probe.ImageHeader;

/// The original of a conversion: what is known of it while the conversion waits, and where its bytes are to be
/// had when its turn has come.
///
/// @param size in bytes
/// @param bytes read on a codec thread, not before there is room for them; that thread may still be reading
///     when its caller has given up, so what they are read from must bear being closed meanwhile
public record Input(ImageHeader header, long size, ImageFile bytes) {
    /// Reads the header, and of the file no more than that takes.
    ///
    /// @throws dev.vignette.error.VignetteException as [HeaderProbe] does
    public static Input probe(ImageFile bytes) {
        return new Input(HeaderProbe.probe(bytes), bytes.size(), bytes);
    }
}

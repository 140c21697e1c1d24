package dev.vignette.probe;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.image.ImageFile;

/// Reads what an image says of itself, in plain Java, before any native decoder sees its bytes: the place where files
/// that lie are found out cheaply.
///
/// No more of a file is read than is looked at. The work is bounded by its length, nothing is allocated by a number
/// from the file, and a side, a frame or a page that contradicts another is counted by the larger claim.
public final class HeaderProbe {
    private HeaderProbe() {}

    /// @throws VignetteException `UNSUPPORTED_FORMAT` when it is no image that is read here, `BROKEN_IMAGE` when the
    ///     format is known but its header is cut off or makes no sense
    public static ImageHeader probe(ImageFile bytes) {
        return probe(Window.of(bytes));
    }

    /// As [#probe(ImageFile)].
    public static ImageHeader probe(byte[] bytes) {
        return probe(Window.of(bytes));
    }

    private static ImageHeader probe(Window file) {
        return container(file).header(file);
    }

    static Container container(Window file) {
        for (Container container : Container.ALL) {
            if (container.recognises(file)) {
                return container;
            }
        }
        throw new VignetteException(ErrorCode.UNSUPPORTED_FORMAT, Foreign.describe(file));
    }
}

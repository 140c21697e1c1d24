package dev.vignette.probe;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import java.nio.ByteBuffer;

/// Reads what an image says of itself, in plain Java, before any native decoder sees its bytes: the place where files
/// that lie are found out cheaply.
///
/// The work is bounded by the length of the file, nothing is allocated by a number from the file, and a side, a frame
/// or a page that contradicts another is counted by the larger claim.
public final class HeaderProbe {
    private HeaderProbe() {}

    /// @throws VignetteException `UNSUPPORTED_FORMAT` when it is no image that is read here, `BROKEN_IMAGE` when the
    ///     format is known but its header is cut off or makes no sense
    public static ImageHeader probe(ByteBuffer bytes) {
        var file = Window.of(bytes);
        return container(file).header(file);
    }

    /// As [#probe(ByteBuffer)].
    public static ImageHeader probe(byte[] bytes) {
        return probe(ByteBuffer.wrap(bytes));
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

package dev.vignette.library;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.image.Dimensions;
import dev.vignette.image.Format;
import dev.vignette.image.ImageFile;
import dev.vignette.probe.HeaderProbe;
import dev.vignette.probe.ImageHeader;
import dev.vignette.probe.ImageLimits;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Holds files against what is taken, by what they say in their headers.
///
/// @param formats what is taken
record Sniffer(ImageLimits limits, Set<Format> formats) {
    /// Looks at the beginning of a file that is still coming, so that gigabytes of what will be refused need not
    /// come. What cannot be told yet is let through.
    ///
    /// @throws VignetteException as [#check]
    void checkBeginning(ImageFile beginning) {
        header(beginning).ifPresent(this::require);
    }

    /// Empty when it is cut off, as the beginning of a file may be.
    private static Optional<ImageHeader> header(ImageFile file) {
        try {
            return Optional.of(HeaderProbe.probe(file));
        } catch (VignetteException e) {
            if (e.code() == ErrorCode.BROKEN_IMAGE) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /// Looks at a whole file.
    ///
    /// @throws VignetteException `UNSUPPORTED_FORMAT`, `BROKEN_IMAGE`, or as the limits do
    ImageHeader check(ImageFile file) {
        ImageHeader header = HeaderProbe.probe(file);
        require(header);
        return header;
    }

    private void require(ImageHeader header) {
        if (!formats.contains(header.format())) {
            String taken = formats.stream().map(Format::parameter).sorted().collect(Collectors.joining(", "));
            throw new VignetteException(
                    ErrorCode.UNSUPPORTED_FORMAT,
                    "Here " + taken + " are taken, and this is "
                            + header.format().parameter());
        }
        limits.check(header);
    }

    /// Width and height as the picture is seen.
    static Dimensions upright(ImageHeader header) {
        return header.orientation().apply(header.dimensions());
    }
}

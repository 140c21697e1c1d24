package dev.vignette.jpeg;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/// What is known of a picture before its first scan.
///
/// @param width in luma samples
/// @param height in luma samples
/// @param components 1, 3 or 4
/// @param adobe whether Adobe's marker is there, whose CMYK and YCCK samples are inverted
/// @param restartInterval MCUs between two restart markers as of the first scan, 0 when there are none
/// @param profile the ICC profile, or the first part of one that fills several segments; a view of the file
public record FrameHeader(
        int width,
        int height,
        List<FrameComponent> components,
        Colours colours,
        Coding coding,
        boolean adobe,
        int restartInterval,
        Optional<ByteBuffer> profile)
        implements Inspection {

    public FrameHeader {
        components = List.copyOf(components);
    }

    /// Samples a row of one component's plane.
    public int planeWidth(int component, Scale scale) {
        return scale.of(Math.ceilDiv(width * components.get(component).horizontal(), mostHorizontal()));
    }

    /// Rows of one component's plane.
    public int planeHeight(int component, Scale scale) {
        return scale.of(Math.ceilDiv(height * components.get(component).vertical(), mostVertical()));
    }

    /// The largest horizontal sampling factor.
    public int mostHorizontal() {
        return components.stream().mapToInt(FrameComponent::horizontal).max().orElseThrow();
    }

    /// The largest vertical sampling factor.
    public int mostVertical() {
        return components.stream().mapToInt(FrameComponent::vertical).max().orElseThrow();
    }
}

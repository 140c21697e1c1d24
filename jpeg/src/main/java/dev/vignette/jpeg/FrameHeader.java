package dev.vignette.jpeg;

import java.util.List;

/// What is known of a picture before its first scan.
///
/// @param width in luma samples
/// @param height in luma samples
/// @param components 1, 3 or 4
/// @param adobe whether Adobe's marker is there, whose CMYK and YCCK samples are inverted
/// @param restartInterval MCUs between two restart markers as of the first scan, 0 when there are none
public record FrameHeader(
        int width,
        int height,
        List<FrameComponent> components,
        Colours colours,
        Coding coding,
        boolean adobe,
        int restartInterval)
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
    int mostHorizontal() {
        return components.stream().mapToInt(FrameComponent::horizontal).max().orElseThrow();
    }

    /// The largest vertical sampling factor.
    int mostVertical() {
        return components.stream().mapToInt(FrameComponent::vertical).max().orElseThrow();
    }
}

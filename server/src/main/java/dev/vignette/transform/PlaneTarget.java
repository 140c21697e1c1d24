package dev.vignette.transform;

import dev.vignette.image.Dimensions;
import dev.vignette.image.Orientation;
import dev.vignette.jpeg.FrameComponent;
import dev.vignette.jpeg.FrameHeader;
import dev.vignette.jpeg.Kernel;
import dev.vignette.jpeg.Region;
import dev.vignette.jpeg.Resampler;
import dev.vignette.jpeg.Scale;

/// What one component of a JPEG original becomes, before it is turned.
///
/// @param scale at which it is decoded
/// @param region of the decoded plane that is resampled
/// @param width of the result in samples
/// @param height of the result in samples
record PlaneTarget(Scale scale, Region region, int width, int height) {
    /// The part of the stored picture that is shown.
    ///
    /// @param left,top,width,height in pixels of the stored picture, whose fractions count
    /// @param size of the result, as the picture is stored
    /// @param orientation how the result will be turned
    record Part(double left, double top, double width, double height, Dimensions size, Orientation orientation) {
        /// Whether the last column of the result comes from the first one that is stored.
        boolean mirrored() {
            return orientation.mirrored() ^ orientation.quarterTurns() >= 2;
        }

        /// Whether its last row comes from the first one that is stored.
        boolean upsideDown() {
            return orientation.quarterTurns() == 1 || orientation.quarterTurns() == 2;
        }
    }

    /// @param halved whether the plane gets half of the columns and rows of the result
    static PlaneTarget of(FrameHeader frame, int component, Part part, boolean halved) {
        FrameComponent sampling = frame.components().get(component);
        double horizontal = (double) sampling.horizontal() / frame.mostHorizontal();
        double vertical = (double) sampling.vertical() / frame.mostVertical();
        Span columns = Span.of(part.left(), part.width(), part.size().width(), halved, part.mirrored());
        Span rows = Span.of(part.top(), part.height(), part.size().height(), halved, part.upsideDown());
        Scale scale = scale(Math.max(
                columns.samples() / (columns.length() * horizontal), rows.samples() / (rows.length() * vertical)));
        Span inPlane = columns.within(horizontal * scale.samples() / 8, frame.planeWidth(component, scale));
        Span down = rows.within(vertical * scale.samples() / 8, frame.planeHeight(component, scale));
        var region = new Region(inPlane.start(), down.start(), inPlane.length(), down.length());
        return new PlaneTarget(scale, region, columns.samples(), rows.samples());
    }

    private static Scale scale(double ratio) {
        return switch (Load.jpegShrink(ratio)) {
            case 8 -> Scale.EIGHTH;
            case 4 -> Scale.QUARTER;
            case 2 -> Scale.HALF;
            default -> Scale.FULL;
        };
    }

    Resampler resampler(FrameHeader frame, int component) {
        int planeWidth = frame.planeWidth(component, scale);
        int planeHeight = frame.planeHeight(component, scale);
        return new Resampler(planeWidth, planeHeight, region, width, height, Kernel.LANCZOS3, 0);
    }

    /// The rows of the picture that have to be decoded for so many of this plane.
    int fullRows(FrameHeader frame, int component, int planeRows) {
        int vertical = frame.components().get(component).vertical();
        long rows = Math.ceilDiv((long) planeRows * 8 * frame.mostVertical(), (long) scale.samples() * vertical);
        return (int) Math.min(frame.height(), rows);
    }

    /// What becomes some samples, in one direction.
    private record Span(double start, double length, int samples) {
        /// Of an odd number of samples, the last of the halves reaches over the edge.
        static Span of(double start, double length, int samples, boolean halved, boolean reversed) {
            if (!halved || samples % 2 == 0) {
                return new Span(start, length, halved ? samples / 2 : samples);
            }
            double more = length / samples;
            return new Span(reversed ? start - more : start, length + more, samples / 2 + 1);
        }

        /// In samples of a decoded plane.
        Span within(double scale, int most) {
            double from = Math.clamp(start * scale, 0, most - 1);
            double to = Math.clamp((start + length) * scale, from, most);
            return new Span(from, to - from, samples);
        }
    }
}

package dev.vignette.transform;

import dev.vignette.image.Dimensions;
import dev.vignette.image.Orientation;
import dev.vignette.jpeg.Averaging;
import dev.vignette.jpeg.Colours;
import dev.vignette.jpeg.Filter;
import dev.vignette.jpeg.FrameComponent;
import dev.vignette.jpeg.FrameHeader;
import dev.vignette.jpeg.Kernel;
import dev.vignette.jpeg.Region;
import dev.vignette.jpeg.Resampler;
import dev.vignette.jpeg.Scale;
import dev.vignette.options.Crop;

/// What one component of a JPEG original becomes, before it is turned.
///
/// @param scale at which it is decoded
/// @param visible what the options cut the decoded plane to
/// @param region of the decoded plane that is resampled
/// @param width of the result in samples
/// @param height of the result in samples
record PlaneTarget(Scale scale, Region visible, Region region, int width, int height) {
    /// Nobody sees that colours were decoded as small as they can be.
    private static final double COLOUR_MARGIN = 1;

    /// The part of the stored picture that is shown.
    ///
    /// @param crop what the options cut the stored picture to
    /// @param left,top,width,height in pixels of the stored picture, whose fractions count
    /// @param size of the result, as the picture is stored
    /// @param orientation how the result will be turned
    record Part(
            Crop crop, double left, double top, double width, double height, Dimensions size, Orientation orientation) {
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
    /// @param margin what is left to the final scaling of a plane of brightness at least
    static PlaneTarget of(FrameHeader frame, int component, Part part, boolean halved, double margin) {
        FrameComponent sampling = frame.components().get(component);
        double horizontal = (double) sampling.horizontal() / frame.mostHorizontal();
        double vertical = (double) sampling.vertical() / frame.mostVertical();
        Span columns = Span.of(part.left(), part.width(), part.size().width(), halved, part.mirrored());
        Span rows = Span.of(part.top(), part.height(), part.size().height(), halved, part.upsideDown());
        double ratio = Math.max(
                columns.samples() / (columns.length() * horizontal), rows.samples() / (rows.length() * vertical));
        Scale scale = scale(ratio, brightness(frame, component) ? margin : COLOUR_MARGIN);
        double across = horizontal * scale.samples() / 8;
        double down = vertical * scale.samples() / 8;
        Region region = region(columns.times(across), rows.times(down));
        Crop crop = part.crop();
        Region visible = region(
                new Span(crop.x(), crop.width(), 0).times(across), new Span(crop.y(), crop.height(), 0).times(down));
        return new PlaneTarget(scale, visible, region, columns.samples(), rows.samples());
    }

    private static Region region(Span columns, Span rows) {
        return new Region(columns.start(), rows.start(), columns.length(), rows.length());
    }

    private static Scale scale(double ratio, double margin) {
        return switch (Load.jpegShrink(ratio, margin)) {
            case 8 -> Scale.EIGHTH;
            case 4 -> Scale.QUARTER;
            case 2 -> Scale.HALF;
            default -> Scale.FULL;
        };
    }

    /// Whether a plane is of brightness, as that of grey, luma and each of RGB is; else of differences of colours.
    private static boolean brightness(FrameHeader frame, int component) {
        return component == 0 || frame.colours() == Colours.RGB;
    }

    Resampler resampler(FrameHeader frame, int component) {
        int planeWidth = frame.planeWidth(component, scale);
        int planeHeight = frame.planeHeight(component, scale);
        return new Resampler(planeWidth, planeHeight, visible, region, width, height, filter(frame, component));
    }

    Filter filter(FrameHeader frame, int component) {
        boolean brightness = brightness(frame, component);
        return new Filter(kernel(brightness), prefilter(), averaging(brightness));
    }

    /// Samples of an eighth are means of their blocks, which blurs them. At the other scales they are not.
    private double prefilter() {
        return scale == Scale.EIGHTH ? 1 : 0;
    }

    /// Colours that are enlarged are interpolated as libjpeg does it: a sharper kernel rings where colours meet.
    private Kernel kernel(boolean brightness) {
        return !brightness && enlarged() ? Kernel.BOX : Kernel.LANCZOS3;
    }

    /// Brightness is averaged half as samples, half as light: fine patterns come closer to what is seen of them from
    /// afar, and still look like what libvips makes of them. When enlarging, light alone would only ring more.
    private Averaging averaging(boolean brightness) {
        return brightness && !enlarged() ? Averaging.HALF_LIGHT : Averaging.SAMPLES;
    }

    private boolean enlarged() {
        return width > region.width() || height > region.height();
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
        Span times(double scale) {
            return new Span(start * scale, length * scale, samples);
        }
    }
}

package dev.vignette.transform;

import dev.vignette.image.Dimensions;
import dev.vignette.image.Format;
import dev.vignette.image.Orientation;
import dev.vignette.jpeg.Coding;
import dev.vignette.jpeg.Colours;
import dev.vignette.jpeg.DecodeOptions;
import dev.vignette.jpeg.FrameHeader;
import dev.vignette.jpeg.JpegDecoder;
import dev.vignette.jpeg.JpegException;
import dev.vignette.jpeg.Plane;
import dev.vignette.jpeg.PlaneResizer;
import dev.vignette.jpeg.Resampler;
import dev.vignette.jpeg.Unsupported;
import dev.vignette.options.Crop;
import dev.vignette.options.Fit;
import dev.vignette.options.Keep;
import dev.vignette.options.Options;
import dev.vignette.vips.VipsImage.Area;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/// The way of a JPEG original on which libvips is not needed to scale it: its planes are decoded as small as the scale
/// allows, and resampled while they are. What becomes a JPEG file is written from the planes; else libvips goes on from
/// small pixels.
///
/// Files and options that it is not made for go the way through libvips, which has all of them.
final class PlanarJpeg {
    /// Larger results are no thumbnails, and several at once would fill the Java heap: the planes are
    /// there, and what the encoder keeps until its tables are made.
    private static final long MOST_PIXELS = 2_000_000;

    /// What a progressive file may keep on the Java heap until its last scan, in samples of two bytes and more.
    private static final long MOST_COEFFICIENTS = 4_000_000;

    private final FrameHeader frame;
    private final Conversion conversion;
    private final Geometry geometry;
    private final Optional<Area> cut;
    private final double margin;

    private PlanarJpeg(FrameHeader frame, Conversion conversion, double margin) {
        this.frame = frame;
        this.conversion = conversion;
        this.geometry = conversion.geometry(CropStep.cropped(conversion));
        this.cut = CutStep.fixed(geometry, conversion.options().resize());
        this.margin = margin;
    }

    /// @param margin how many times larger than the result the picture is decoded at least
    /// @return empty when this file or these options go through libvips
    /// @throws JpegException when the file is broken
    static Optional<PlanarJpeg> of(ByteBuffer file, Conversion conversion, double margin) {
        if (conversion.header().format() != Format.JPEG || !plain(conversion.options())) {
            return Optional.empty();
        }
        return switch (JpegDecoder.inspect(file)) {
            case FrameHeader frame
            when readable(frame) ->
                Optional.of(new PlanarJpeg(frame, conversion, margin)).filter(PlanarJpeg::fits);
            case FrameHeader _, Unsupported _ -> Optional.empty();
        };
    }

    /// Whether a file may go this way, as far as that is known before it is read.
    ///
    /// @param pixels of the scaled picture
    /// @param coefficients of one component that are kept until the last scan
    static boolean possible(Options options, long pixels, long coefficients) {
        return plain(options) && pixels <= MOST_PIXELS && coefficients <= MOST_COEFFICIENTS;
    }

    private static boolean plain(Options options) {
        return options.trim().isEmpty()
                && options.output().metadata() == Keep.NONE
                && !options.output().keepProfile();
    }

    private static boolean readable(FrameHeader frame) {
        return switch (frame.colours()) {
            case GREY, YCBCR, RGB -> frame.profile().map(ColorProfile::srgb).orElse(true);
            case CMYK, YCCK -> false;
        };
    }

    private boolean fits() {
        return geometry.scaled().pixels() <= MOST_PIXELS
                && (frame.coding() != Coding.PROGRESSIVE || coefficients() <= MOST_COEFFICIENTS);
    }

    private long coefficients() {
        List<PlaneTarget> targets = targets(whole(), false);
        return IntStream.range(0, targets.size())
                .mapToLong(i -> (long) frame.planeWidth(i, targets.get(i).scale())
                        * frame.planeHeight(i, targets.get(i).scale()))
                .sum();
    }

    /// Whether the result can be written from the planes: it is a JPEG file, and nothing is left to do but to turn and
    /// cut.
    boolean direct() {
        Options options = conversion.options();
        boolean boxed =
                options.resize().fit() == Fit.CONTAIN && !geometry.scaled().equals(geometry.canvas());
        return conversion.target().format() == Format.JPEG
                && frame.colours() != Colours.RGB
                && options.blur() == 0
                && options.sharpen() == 0
                && !boxed
                && cut.isPresent();
    }

    /// The planes of the result, cut and turned; for a direct one.
    ///
    /// @param halved whether colours get half of the columns and rows
    /// @throws JpegException when the file is damaged
    List<Plane> result(ByteBuffer file, boolean halved, BooleanSupplier cancelled) {
        Orientation orientation = conversion.orientation();
        return planes(file, targets(part(cut.orElseThrow()), halved), cancelled).stream()
                .map(plane -> PlaneTurn.turned(plane, orientation))
                .toList();
    }

    /// The scaled picture, as it is stored.
    ///
    /// @throws JpegException when the file is damaged
    Picture picture(ByteBuffer file, BooleanSupplier cancelled) {
        List<Plane> planes = planes(file, targets(whole(), false), cancelled);
        Plane first = planes.getFirst();
        byte[] pixels = PlanePixels.of(planes, frame.colours());
        var image = conversion.session().ofPixels(pixels, first.width(), first.height(), planes.size());
        return new Picture(image, geometry.canvas(), conversion);
    }

    private PlaneTarget.Part whole() {
        Dimensions scaled = geometry.scaled();
        return part(new Area(0, 0, scaled.width(), scaled.height()));
    }

    /// @param area of the scaled, upright picture
    private PlaneTarget.Part part(Area area) {
        Orientation turned = conversion.orientation();
        Dimensions scaled = turned.inverse().apply(geometry.scaled());
        Crop shown = CropStep.map(
                new Crop(area.left(), area.top(), area.width(), area.height()), geometry.scaled(), turned.inverse());
        Crop crop = CropStep.rectangle(conversion);
        double horizontal = (double) crop.width() / scaled.width();
        double vertical = (double) crop.height() / scaled.height();
        return new PlaneTarget.Part(
                crop,
                crop.x() + shown.x() * horizontal,
                crop.y() + shown.y() * vertical,
                shown.width() * horizontal,
                shown.height() * vertical,
                new Dimensions(shown.width(), shown.height()),
                turned);
    }

    private List<PlaneTarget> targets(PlaneTarget.Part part, boolean halved) {
        return IntStream.range(0, frame.components().size())
                .mapToObj(i -> PlaneTarget.of(frame, i, part, halved && i > 0, margin))
                .toList();
    }

    private List<Plane> planes(ByteBuffer file, List<PlaneTarget> targets, BooleanSupplier cancelled) {
        List<Resampler> resamplers = IntStream.range(0, targets.size())
                .mapToObj(i -> targets.get(i).resampler(frame, i))
                .toList();
        int rows = IntStream.range(0, targets.size())
                .map(i -> targets.get(i).fullRows(frame, i, resamplers.get(i).lastRow()))
                .max()
                .orElseThrow();
        var scales = targets.stream().map(PlaneTarget::scale).toList();
        var resizer = new PlaneResizer(resamplers);
        if (JpegDecoder.decode(file, new DecodeOptions(scales, true, rows, cancelled), resizer)
                .cancelled()) {
            throw Task.givenUp(null);
        }
        return resizer.planes();
    }
}

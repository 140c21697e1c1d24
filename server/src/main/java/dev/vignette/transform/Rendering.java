package dev.vignette.transform;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.image.Dimensions;
import dev.vignette.image.EncodedImage;
import dev.vignette.image.Format;
import dev.vignette.jpeg.JpegException;
import dev.vignette.options.Options;
import dev.vignette.probe.ImageHeader;
import dev.vignette.vips.Vips;
import dev.vignette.vips.VipsException;
import dev.vignette.vips.VipsSession;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How a rendition is made of an original, on the calling thread: in Java where that goes, else by libvips, and
/// once more leniently when the original is broken.
final class Rendering {
    private static final Logger LOG = LoggerFactory.getLogger(Rendering.class);

    /// From the stored pixels to the small picture; the decoder works as these ask for pixels.
    private static final List<Step> SCALING = List.of(new CropStep(), new TrimStep(), new ScaleStep());

    /// From the small picture to the result.
    private static final List<Step> FINISHING = List.of(
            new OrientStep(),
            new CutStep(),
            new BlurStep(),
            new SharpenStep(),
            new FlattenStep(),
            new LetterboxStep(),
            new MetadataStep());

    private final TransformConfig config;
    private final Vips vips;
    private final Encoding encoding;

    Rendering(TransformConfig config, Vips vips) {
        this.config = config;
        this.vips = vips;
        this.encoding = new Encoding(config);
    }

    /// Whatever it costs.
    ///
    /// @param accepted the formats that the client can show, asked only when the options leave the format open
    /// @throws VignetteException `BROKEN_IMAGE` when the original cannot be decoded, `BAD_PARAMETER` when the
    ///     options do not fit it
    Rendition render(Input input, Options options, Set<Format> accepted, Cancellation cancellation) {
        ImageHeader header = input.header();
        return convert(input, cancellation, (session, file, lenient) -> {
            Target target = Target.of(
                    header,
                    options,
                    writable(header, options, accepted),
                    () -> Load.hasAlpha(session, file, header.format()));
            int frame = config.maxFramePixels(target.format());
            var conversion = new Conversion(session, header, options, target, config.maxPixels(), frame);
            Optional<Rendition> planar = lenient ? Optional.empty() : planar(file, conversion, cancellation);
            return planar.orElseGet(() -> rendition(file, conversion, lenient));
        });
    }

    /// Those of the formats in which the result would not be too large. It is then made in another one that the client
    /// takes.
    Set<Format> writable(ImageHeader header, Options options, Set<Format> accepted) {
        Dimensions cropped = Conversion.cropped(header, options);
        long pixels = Geometry.of(cropped, Conversion.resize(header, options))
                .canvas()
                .pixels();
        return accepted.stream()
                .filter(format -> pixels <= config.maxFramePixels(format))
                .collect(Collectors.toUnmodifiableSet());
    }

    /// A small copy, to look at its colours.
    Sample sample(Input input, Cancellation cancellation) {
        return convert(
                input,
                cancellation,
                (session, file, lenient) -> Sampler.sample(session, file, input.header(), lenient));
    }

    /// What is done with an original in a session.
    @FunctionalInterface
    private interface SessionWork<T> {
        T run(VipsSession session, ByteBuffer file, boolean lenient);
    }

    /// Does the work strictly and, where the configuration allows it, leniently when that fails.
    private <T> T convert(Input input, Cancellation cancellation, SessionWork<T> work) {
        return input.bytes().read(file -> {
            try {
                return inSession(file, cancellation, work, false);
            } catch (VipsException strict) {
                if (!config.lenient() || cancellation.cancelled()) {
                    throw unreadable(input.header().format(), strict);
                }
            }
            try {
                return inSession(file, cancellation, work, true);
            } catch (VipsException lenient) {
                throw unreadable(input.header().format(), lenient);
            }
        });
    }

    private <T> T inSession(ByteBuffer file, Cancellation cancellation, SessionWork<T> work, boolean lenient) {
        try (VipsSession session = vips.open()) {
            cancellation.stopsBy(session::cancel);
            return work.run(session, file, lenient);
        }
    }

    /// The bundled libvips has no decoder for HEVC, which nearly every HEIC is: that is no damage.
    private static VignetteException unreadable(Format format, VipsException cause) {
        if (format == Format.HEIC) {
            return new VignetteException(ErrorCode.UNSUPPORTED_FORMAT, "This HEIC image cannot be decoded here", cause);
        }
        return new VignetteException(
                ErrorCode.BROKEN_IMAGE, "The image cannot be decoded: " + cause.getMessage(), cause);
    }

    /// A JPEG original without libvips, as far as that goes. Of files that look broken here libvips has the last word.
    private Optional<Rendition> planar(ByteBuffer file, Conversion conversion, Cancellation cancellation) {
        if (!config.jpeg()) {
            return Optional.empty();
        }
        long start = System.nanoTime();
        try {
            return PlanarJpeg.of(file, conversion, config.jpegMargin()).map(jpeg -> {
                if (!jpeg.direct()) {
                    return finish(jpeg.picture(file, cancellation::cancelled), false, start);
                }
                var planes = jpeg.result(file, encoding.subsampled(conversion), cancellation::cancelled);
                long scaled = System.nanoTime();
                EncodedImage image = encoding.encode(planes, conversion);
                return new Rendition(image, false, timings(start, scaled, scaled));
            });
        } catch (JpegException e) {
            LOG.debug("a JPEG file goes through libvips: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private Rendition rendition(ByteBuffer file, Conversion conversion, boolean lenient) {
        long start = System.nanoTime();
        Picture picture = Load.open(file, conversion, lenient);
        for (Step step : SCALING) {
            picture = step.apply(picture);
        }
        return finish(picture, lenient, start);
    }

    /// All pixels are in memory now, so what fails from here on is no fault of the original.
    private Rendition finish(Picture small, boolean damaged, long start) {
        long scaled = System.nanoTime();
        try {
            Picture picture = small;
            for (Step step : FINISHING) {
                picture = step.apply(picture);
            }
            long finished = System.nanoTime();
            EncodedImage image = encoding.encode(picture);
            return new Rendition(image, damaged, timings(start, scaled, finished));
        } catch (VipsException e) {
            throw new VignetteException(ErrorCode.INTERNAL, "The image could not be written", e);
        }
    }

    private static Timings timings(long start, long scaled, long finished) {
        return new Timings(
                Duration.ZERO,
                Duration.ofNanos(scaled - start),
                Duration.ofNanos(finished - scaled),
                Duration.ofNanos(System.nanoTime() - finished));
    }
}

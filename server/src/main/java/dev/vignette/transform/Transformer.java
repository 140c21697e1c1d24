package dev.vignette.transform;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.image.EncodedImage;
import dev.vignette.image.Format;
import dev.vignette.options.Options;
import dev.vignette.probe.ImageHeader;
import dev.vignette.vips.Loader;
import dev.vignette.vips.Vips;
import dev.vignette.vips.VipsException;
import dev.vignette.vips.VipsSession;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// Makes renditions of originals whose header has been read and found within the limits.
public final class Transformer implements AutoCloseable {
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
    private final CodecPool pool;
    private final Encoding encoding;

    /// Loads libvips and starts the codec threads.
    ///
    /// @throws VipsException when there is no usable libvips
    public Transformer(TransformConfig config) {
        this.config = config;
        this.vips = Vips.load(config.library(), loaders(config));
        this.pool = new CodecPool(config.workerCount(), config.queue(), vips::endThread);
        this.encoding = new Encoding(config);
    }

    private static Set<Loader> loaders(TransformConfig config) {
        var loaders = EnumSet.of(Loader.JPEG, Loader.PNG, Loader.WEBP, Loader.GIF);
        if (config.heif()) {
            loaders.add(Loader.HEIF);
        }
        if (config.svg()) {
            loaders.add(Loader.SVG);
        }
        if (config.tiff()) {
            loaders.add(Loader.TIFF);
        }
        return loaders;
    }

    /// The version of libvips in use.
    public String version() {
        return vips.version();
    }

    /// The library, for tests to see what lives in it.
    Vips vips() {
        return vips;
    }

    /// Makes one rendition on a codec thread, while the calling thread waits.
    ///
    /// @param original the file that `header` was read from
    /// @param accepted the formats that the client can show, asked only when the options leave the format open
    /// @throws VignetteException `BROKEN_IMAGE` when the original cannot be decoded, `UNSUPPORTED_FORMAT` when its
    ///     format is switched off, `BAD_PARAMETER` when the options do not fit it, and as the codec pool does
    public Rendition transform(byte[] original, ImageHeader header, Options options, Set<Format> accepted) {
        requireLoader(header.format());
        var outcome = pool.run(
                () -> leniently(header.format(), lenient -> convert(original, header, options, accepted, lenient)));
        Rendition rendition = outcome.value();
        return new Rendition(
                rendition.image(), rendition.damaged(), rendition.timings().queuedFor(outcome.waited()));
    }

    /// Takes a small copy of an image, to look at its colours; as [#transform] does.
    public Sample sample(byte[] original, ImageHeader header) {
        requireLoader(header.format());
        return pool.run(() -> leniently(header.format(), lenient -> {
                    try (VipsSession session = vips.open()) {
                        return Sampler.sample(session, original, header, lenient);
                    }
                }))
                .value();
    }

    private void requireLoader(Format format) {
        if (!loaders(config).contains(Load.loader(format))) {
            throw new VignetteException(
                    ErrorCode.UNSUPPORTED_FORMAT, "Images of the format " + format.parameter() + " are switched off");
        }
    }

    /// Does the work strictly and, where the configuration allows it, leniently when that fails.
    private <T> T leniently(Format format, Function<Boolean, T> work) {
        try {
            return work.apply(false);
        } catch (VipsException strict) {
            if (!config.lenient()) {
                throw unreadable(format, strict);
            }
            try {
                return work.apply(true);
            } catch (VipsException lenient) {
                throw unreadable(format, lenient);
            }
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

    private Rendition convert(
            byte[] original, ImageHeader header, Options options, Set<Format> accepted, boolean lenient) {
        long start = System.nanoTime();
        try (VipsSession session = vips.open()) {
            Target target =
                    Target.of(header, options, accepted, () -> Load.hasAlpha(session, original, header.format()));
            Conversion conversion = new Conversion(session, header, options, target, config.maxPixels());
            Picture picture = Load.open(original, conversion, lenient);
            for (Step step : SCALING) {
                picture = step.apply(picture);
            }
            return finish(picture, lenient, start);
        }
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

    /// Conversions that wait for a codec thread.
    public int waiting() {
        return pool.waiting();
    }

    /// Conversions under way.
    public int running() {
        return pool.running();
    }

    /// Bytes of pixel memory that libvips holds.
    public long nativeMemory() {
        return vips.memory();
    }

    @Override
    public void close() {
        pool.close();
    }
}

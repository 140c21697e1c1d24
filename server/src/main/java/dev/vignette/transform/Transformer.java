package dev.vignette.transform;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.image.Dimensions;
import dev.vignette.image.EncodedImage;
import dev.vignette.image.Format;
import dev.vignette.jpeg.JpegException;
import dev.vignette.options.Options;
import dev.vignette.probe.ImageHeader;
import dev.vignette.vips.Loader;
import dev.vignette.vips.Vips;
import dev.vignette.vips.VipsException;
import dev.vignette.vips.VipsSession;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes renditions of originals whose header has been read and found within the limits.
///
/// It is long because the ways of a conversion, and all that the server asks of the pool behind them, stand here.
public final class Transformer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Transformer.class);

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

    private static final int TICK_MILLIS = 500;

    private final TransformConfig config;
    private final Vips vips;
    private final CodecPool pool;
    private final Entrance entrance;
    private final long budget;
    private final Encoding encoding;
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("codec-ticker").daemon().factory());

    /// Loads libvips; codec threads start as they are needed.
    ///
    /// @throws VipsException when there is no usable libvips
    public Transformer(TransformConfig config, CodecConfig codec) {
        this.config = config;
        this.vips = Vips.load(config.library(), loaders(config));
        this.pool = new CodecPool(codec, vips::endThread, System::nanoTime, new Growth(CodecConfig::processorLoad));
        this.entrance = new Entrance(codec.queue() + codec.most(), pool::expectedWait);
        this.budget = codec.budget();
        this.encoding = new Encoding(config);
        var _ = ticker.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /// One that fails, as when the system grants no more threads, must not be the last.
    private void tick() {
        try {
            pool.tick();
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.error("the codec threads could not be fitted to the work", e);
        }
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

    /// Makes one rendition on a codec thread, while the calling thread waits: first for its turn and for the
    /// memory it will take, when it holds nothing of the file, and then for the result. When the caller is
    /// interrupted or the deadline passes, the work is stopped.
    ///
    /// @param accepted the formats that the client can show, asked only when the options leave the format open
    /// @throws VignetteException `BROKEN_IMAGE` when the original cannot be decoded, `UNSUPPORTED_FORMAT` when
    ///     its format is switched off, `BAD_PARAMETER` when the options do not fit it, and as the codec pool
    ///     does
    public Rendition transform(Input input, Options options, Set<Format> accepted) {
        ImageHeader header = input.header();
        requireLoader(header.format());
        Target likely = Target.of(header, options, writable(header, options, accepted), () -> false);
        Cost cost = Cost.of(header, input.size(), options, likely, config);
        var outcome = pool.run(cost, cancellation -> render(input, options, accepted, cancellation));
        Rendition rendition = outcome.value();
        return new Rendition(
                rendition.image(), rendition.damaged(), rendition.timings().queuedFor(outcome.waited()));
    }

    /// The work itself, on the calling thread and whatever it costs.
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
    private Set<Format> writable(ImageHeader header, Options options, Set<Format> accepted) {
        Dimensions cropped = Conversion.cropped(header, options);
        long pixels = Geometry.of(cropped, Conversion.resize(header, options))
                .canvas()
                .pixels();
        return accepted.stream()
                .filter(format -> pixels <= config.maxFramePixels(format))
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Takes a small copy of an image, to look at its colours; as [#transform] does.
    public Sample sample(Input input) {
        ImageHeader header = input.header();
        requireLoader(header.format());
        Cost cost = Cost.throughLibvips(header, input.size(), Sampler.OPTIONS, Sampler.TARGET);
        var outcome = pool.run(
                cost,
                cancellation -> convert(
                        input,
                        cancellation,
                        (session, file, lenient) -> Sampler.sample(session, file, header, lenient)));
        return outcome.value().queuedFor(outcome.waited());
    }

    private void requireLoader(Format format) {
        if (!loaders(config).contains(Load.loader(format))) {
            throw new VignetteException(
                    ErrorCode.UNSUPPORTED_FORMAT, "Images of the format " + format.parameter() + " are switched off");
        }
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

    /// Conversions that wait for a codec thread.
    public int waiting() {
        return pool.state().waiting();
    }

    /// Whether there is hardly any work left for the codec threads to take.
    public boolean hungry() {
        return pool.hungry();
    }

    /// What to do whenever a codec thread takes work, on that thread.
    public void whenTaken(Runnable listener) {
        pool.whenTaken(listener);
    }

    /// Conversions under way.
    public int running() {
        return pool.state().running();
    }

    /// Does all the work of a rendition, from the fetch on, unless there is too much under way for it to end in time.
    ///
    /// @throws VignetteException `QUEUE_FULL` before anything was done, and as the work does
    public <T> T admit(Supplier<T> work) {
        return entrance.pass(work);
    }

    /// Renditions under way, whatever they wait for.
    public int admitted() {
        return entrance.inside();
    }

    /// Codec threads there are.
    public int workers() {
        return pool.state().workers();
    }

    /// Bytes that are set aside for the conversions under way.
    public long reserved() {
        return pool.state().reserved();
    }

    /// Bytes that may be set aside for them.
    public long budget() {
        return budget;
    }

    /// Why no image gets any further, when that is so.
    public Optional<String> stuck() {
        return pool.stuck();
    }

    /// Gives up all conversions; those that wait for one are told `SHUTTING_DOWN`.
    public void cancel() {
        pool.cancel();
    }

    /// Bytes of pixel memory that libvips holds.
    public long nativeMemory() {
        return vips.memory();
    }

    /// Lets what is under way end, and the threads with it.
    @Override
    public void close() {
        pool.close();
        ticker.shutdown();
    }
}

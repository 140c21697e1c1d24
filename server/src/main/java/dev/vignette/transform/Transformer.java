package dev.vignette.transform;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.image.Format;
import dev.vignette.options.Options;
import dev.vignette.probe.ImageHeader;
import dev.vignette.vips.Loader;
import dev.vignette.vips.Vips;
import dev.vignette.vips.VipsException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes renditions of originals whose header has been read and found within the limits.
public final class Transformer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Transformer.class);

    private static final int TICK_MILLIS = 500;

    private final TransformConfig config;
    private final Vips vips;
    private final CodecPool pool;
    private final Entrance entrance;
    private final long budget;
    private final Rendering rendering;
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
        this.rendering = new Rendering(config, vips);
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
        Target likely = Target.of(header, options, rendering.writable(header, options, accepted), () -> false);
        Cost cost = Cost.of(header, input.size(), options, likely, config);
        var outcome = pool.run(cost, cancellation -> rendering.render(input, options, accepted, cancellation));
        Rendition rendition = outcome.value();
        return new Rendition(
                rendition.image(), rendition.damaged(), rendition.timings().queuedFor(outcome.waited()));
    }

    /// The work itself, on the calling thread and whatever it costs.
    Rendition render(Input input, Options options, Set<Format> accepted, Cancellation cancellation) {
        return rendering.render(input, options, accepted, cancellation);
    }

    /// Takes a small copy of an image, to look at its colours; as [#transform] does.
    public Sample sample(Input input) {
        ImageHeader header = input.header();
        requireLoader(header.format());
        Cost cost = Cost.throughLibvips(header, input.size(), Sampler.OPTIONS, Sampler.TARGET);
        var outcome = pool.run(cost, cancellation -> rendering.sample(input, cancellation));
        return outcome.value().queuedFor(outcome.waited());
    }

    private void requireLoader(Format format) {
        if (!loaders(config).contains(Load.loader(format))) {
            throw new VignetteException(
                    ErrorCode.UNSUPPORTED_FORMAT, "Images of the format " + format.parameter() + " are switched off");
        }
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

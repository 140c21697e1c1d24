package dev.vignette.delivery;

import dev.vignette.cache.CachedRendition;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.image.Format;
import dev.vignette.options.Options;
import dev.vignette.probe.HeaderProbe;
import dev.vignette.probe.ImageHeader;
import dev.vignette.probe.ImageLimits;
import dev.vignette.source.Original;
import dev.vignette.source.Originals;
import dev.vignette.source.SourceUrl;
import dev.vignette.telemetry.RequestContext;
import dev.vignette.transform.Rendition;
import dev.vignette.transform.Transformer;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// What a miss costs: the original is fetched, its header read and held against the limits, and the rendition made.
/// Blocking, so it runs on a virtual thread.
public final class Renderer {
    /// What a camera or a phone writes, rounded up.
    private static final long AVERAGE_BYTES = 4L << 20;

    private final Originals originals;
    private final ImageLimits limits;
    private final Transformer transformer;
    private final DeliveryConfig config;
    private final Clock clock;
    private final Semaphore places = new Semaphore(places());

    public Renderer(
            Originals originals, ImageLimits limits, Transformer transformer, DeliveryConfig config, Clock clock) {
        this.originals = originals;
        this.limits = limits;
        this.transformer = transformer;
        this.config = config;
        this.clock = clock;
    }

    /// As many originals as half of the heap holds when each has this size. What is above the average is made up for by
    /// what is below it; a cap on the bytes themselves comes with the admission of work by its cost.
    private static int places() {
        return (int) Math.max(4, Runtime.getRuntime().maxMemory() / 2 / AVERAGE_BYTES);
    }

    /// A new rendition, and where its time went.
    record Rendered(CachedRendition rendition, String timing) {}

    /// @throws VignetteException `OVERLOADED` when there is no room for one more original before the deadline, and as
    ///     the originals, the limits and the transformer do
    Rendered render(SourceUrl source, Options options, Set<Format> accepted) {
        takePlace();
        try {
            return renderInPlace(source, options, accepted);
        } finally {
            places.release();
        }
    }

    private void takePlace() {
        try {
            Duration patience = RequestContext.current().deadline().remaining();
            if (!places.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new VignetteException(ErrorCode.OVERLOADED, "The image waited too long to be fetched");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VignetteException(ErrorCode.SHUTTING_DOWN, "The request was given up", e);
        }
    }

    private Rendered renderInPlace(SourceUrl source, Options options, Set<Format> accepted) {
        long start = System.nanoTime();
        Original original = originals.fetch(source);
        Duration fetch = Duration.ofNanos(System.nanoTime() - start);
        ImageHeader header = HeaderProbe.probe(original.bytes());
        limits.check(header);
        Rendition rendition = transformer.transform(original.bytes(), header, options, accepted);
        var kept = new CachedRendition(
                rendition.image(),
                Etag.of(rendition.image().bytes()),
                original.lastModified(),
                clock.instant(),
                freshFor(original, rendition));
        return new Rendered(kept, ServerTiming.of(fetch, rendition.timings()));
    }

    private Duration freshFor(Original original, Rendition rendition) {
        Duration source = original.maxAge().orElse(config.ttl());
        boolean shorter = rendition.damaged() && source.compareTo(config.damagedTtl()) > 0;
        return shorter ? config.damagedTtl() : source;
    }
}

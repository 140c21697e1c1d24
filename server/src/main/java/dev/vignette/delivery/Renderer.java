package dev.vignette.delivery;

import dev.vignette.cache.CachedRendition;
import dev.vignette.image.EncodedImage;
import dev.vignette.image.Format;
import dev.vignette.options.Options;
import dev.vignette.probe.ImageLimits;
import dev.vignette.source.Original;
import dev.vignette.source.Originals;
import dev.vignette.source.SourceUrl;
import dev.vignette.telemetry.Stage;
import dev.vignette.telemetry.Stages;
import dev.vignette.transform.Input;
import dev.vignette.transform.Rendition;
import dev.vignette.transform.Timings;
import dev.vignette.transform.Transformer;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/// What a miss costs: the original is fetched, its header read and held against the limits, and the rendition made.
/// Blocking, so it runs on a virtual thread.
public final class Renderer {
    private final Originals originals;
    private final ImageLimits limits;
    private final Transformer transformer;
    private final DeliveryConfig config;
    private final Stages stages;
    private final Clock clock;

    public Renderer(
            Originals originals,
            ImageLimits limits,
            Transformer transformer,
            DeliveryConfig config,
            Stages stages,
            Clock clock) {
        this.originals = originals;
        this.limits = limits;
        this.transformer = transformer;
        this.config = config;
        this.stages = stages;
        this.clock = clock;
    }

    /// A new rendition, and where its time went.
    record Rendered(CachedRendition rendition, String timing) {}

    /// A rendition that no client waits for, and that is to be kept.
    ///
    /// @throws dev.vignette.error.VignetteException as the originals, the limits and the transformer do
    public CachedRendition render(SourceUrl source, Wanted wanted) {
        return make(source, wanted.options(), wanted.accepted(), this::rendered).rendition();
    }

    /// The image alone.
    ///
    /// @throws dev.vignette.error.VignetteException as the originals, the limits and the transformer do
    EncodedImage encode(SourceUrl source, Wanted wanted) {
        return make(source, wanted.options(), wanted.accepted(), (_, _, rendition) -> rendition.image());
    }

    /// What a request asks for.
    ///
    /// @throws dev.vignette.error.VignetteException as the originals, the limits and the transformer do
    Rendered render(ThumbRequest request) {
        return make(
                request.envelope().source(),
                request.options(),
                request.accepted().formats(),
                this::rendered);
    }

    /// Says what has become of an original.
    @FunctionalInterface
    private interface Telling<T> {
        T of(Original original, Duration fetch, Rendition rendition);
    }

    private <T> T make(SourceUrl source, Options options, Set<Format> accepted, Telling<T> telling) {
        return transformer.admit(() -> stages.total(() -> timed(source, options, accepted, telling)));
    }

    private <T> T timed(SourceUrl source, Options options, Set<Format> accepted, Telling<T> telling) {
        long start = System.nanoTime();
        try (Original original = stages.time(Stage.FETCH, () -> originals.fetch(source))) {
            Duration fetch = Duration.ofNanos(System.nanoTime() - start);
            Input input = Input.probe(original);
            limits.check(input.header());
            Rendition rendition = transformer.transform(input, options, accepted);
            told(rendition.timings());
            return telling.of(original, fetch, rendition);
        }
    }

    private Rendered rendered(Original original, Duration fetch, Rendition rendition) {
        var kept = new CachedRendition(
                rendition.image(),
                Etag.of(rendition.image().bytes()),
                original.lastModified(),
                clock.instant(),
                freshFor(original, rendition));
        return new Rendered(kept, ServerTiming.of(fetch, rendition.timings()));
    }

    private void told(Timings timings) {
        stages.ended(
                new Stages.Lap(Stage.QUEUE, timings.queue()),
                new Stages.Lap(Stage.DECODE, timings.decode()),
                new Stages.Lap(Stage.RESIZE, timings.resize()),
                new Stages.Lap(Stage.ENCODE, timings.encode()));
    }

    private Duration freshFor(Original original, Rendition rendition) {
        Duration source = original.maxAge().orElse(config.ttl());
        boolean shorter = rendition.damaged() && source.compareTo(config.damagedTtl()) > 0;
        return shorter ? config.damagedTtl() : source;
    }
}

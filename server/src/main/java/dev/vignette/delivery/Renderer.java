package dev.vignette.delivery;

import dev.vignette.cache.CachedRendition;
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

    /// @throws dev.vignette.error.VignetteException as the originals, the limits and the transformer do
    Rendered render(SourceUrl source, Options options, Set<Format> accepted) {
        return transformer.admit(() -> stages.total(() -> timed(source, options, accepted)));
    }

    private Rendered timed(SourceUrl source, Options options, Set<Format> accepted) {
        long start = System.nanoTime();
        try (Original original = stages.time(Stage.FETCH, () -> originals.fetch(source))) {
            Duration fetch = Duration.ofNanos(System.nanoTime() - start);
            Input input = Input.probe(original);
            limits.check(input.header());
            Rendition rendition = transformer.transform(input, options, accepted);
            told(rendition.timings());
            var kept = new CachedRendition(
                    rendition.image(),
                    Etag.of(rendition.image().bytes()),
                    original.lastModified(),
                    clock.instant(),
                    freshFor(original, rendition));
            return new Rendered(kept, ServerTiming.of(fetch, rendition.timings()));
        }
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

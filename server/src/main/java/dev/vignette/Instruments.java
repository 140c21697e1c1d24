package dev.vignette;

import dev.vignette.cache.CacheConfig;
import dev.vignette.cache.RenditionCache;
import dev.vignette.source.FetchOutcome;
import dev.vignette.source.Originals;
import dev.vignette.source.SourceCacheConfig;
import dev.vignette.telemetry.Metrics;
import dev.vignette.transform.CodecConfig;
import dev.vignette.transform.Transformer;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;

/// What the metrics read off the parts of the server.
final class Instruments {
    private final Metrics metrics;

    Instruments(Metrics metrics) {
        this.metrics = metrics;
    }

    void readiness(BooleanSupplier ready) {
        metrics.gauge(
                "vignette.ready", "1 while the server takes requests, else 0", () -> ready.getAsBoolean() ? 1 : 0);
    }

    void codec(Transformer transformer, CodecConfig config) {
        metrics.gauge("vignette.codec.workers", "Codec threads", transformer::workers);
        metrics.gauge("vignette.codec.waiting", "Conversions that wait for a codec thread", transformer::waiting);
        metrics.gauge("vignette.codec.waiting.limit", "Conversions that may wait", config::queue);
        metrics.gauge("vignette.codec.running", "Conversions under way", transformer::running);
        metrics.gauge("vignette.codec.reserved.bytes", "Memory set aside for conversions", transformer::reserved);
        metrics.gauge("vignette.codec.reserved.limit.bytes", "Memory that may be set aside", transformer::budget);
        metrics.gauge("vignette.renditions.underway", "Renditions under way, fetches included", transformer::admitted);
        metrics.gauge("vignette.native.bytes", "Pixel memory that libvips holds", transformer::nativeMemory);
    }

    void renditions(RenditionCache cache, CacheConfig config) {
        tier(
                "memory",
                () -> cache.memory().hits(),
                () -> cache.memory().misses(),
                () -> cache.memory().bytes(),
                config.memory().bytes());
        tier(
                "disk",
                () -> cache.disk().hits(),
                () -> cache.disk().misses(),
                () -> cache.disk().bytes(),
                config.disk().bytes());
    }

    void originals(Originals originals, SourceCacheConfig config) {
        tier(
                "source",
                originals::hits,
                originals::misses,
                originals::diskBytes,
                config.disk().bytes());
        metrics.counter(
                "vignette.source.revalidated",
                "Originals that their source said are still good",
                () -> originals.fetched(FetchOutcome.UNCHANGED));
        for (FetchOutcome outcome : FetchOutcome.values()) {
            metrics.counter(
                    "vignette.fetch",
                    "Fetches from origins that ended",
                    () -> originals.fetched(outcome),
                    "outcome",
                    outcome.label());
        }
        metrics.gauge("vignette.source.memory.bytes", "Originals in memory", originals::memoryBytes);
        metrics.gauge(
                "vignette.source.spilled.bytes", "Originals in files for want of memory", originals::spilledBytes);
    }

    void library(DoubleSupplier damaged) {
        metrics.counter("vignette.library.damaged", "Originals found damaged when they were sent", damaged);
    }

    private void tier(String name, DoubleSupplier hits, DoubleSupplier misses, DoubleSupplier bytes, long limit) {
        metrics.counter("vignette.cache.hits", "Lookups in a tier that found what they sought", hits, "tier", name);
        metrics.counter("vignette.cache.misses", "Lookups in a tier that did not", misses, "tier", name);
        metrics.gauge("vignette.cache.bytes", "Bytes that a tier holds", bytes, "tier", name);
        metrics.gauge("vignette.cache.limit.bytes", "Bytes that a tier may hold", () -> limit, "tier", name);
    }
}

package dev.vignette.source;

import dev.vignette.config.ByteSize;
import dev.vignette.config.Setting;
import java.time.Duration;

/// Where the bytes of originals are held, and which are kept for how long.
public record SourceCacheConfig(
        @Setting(
                key = "vignette.source.memory",
                defaultValue = "128MiB",
                min = 0,
                doc =
                        "The most bytes of originals in memory. Half is for those that arrive: what it cannot take goes to"
                                + " files. Half is for reading files back, one that is larger alone.")
        ByteSize memory,

        @Setting(
                key = "vignette.source.spill",
                defaultValue = "2GiB",
                min = 0,
                doc = "The most bytes of originals that are in files for want of memory; past it requests are refused.")
        ByteSize spill,

        @Setting(
                key = "vignette.source.disk",
                defaultValue = "2GiB",
                min = 0,
                doc =
                        "The most bytes of originals kept on disk, over restarts, for their next rendition; 0 keeps none.")
        ByteSize disk,

        @Setting(
                key = "vignette.source.ttl",
                defaultValue = "1h",
                min = 0,
                doc = "How long a kept original is used unasked when its source does not say.")
        Duration ttl,

        @Setting(
                key = "vignette.source.stale-if-error",
                defaultValue = "1d",
                min = 0,
                doc = "How long after that it may still be used when its source fails and did not say otherwise.")
        Duration staleIfError,

        @Setting(
                key = "vignette.source.remember-failures",
                defaultValue = "5s",
                min = 0,
                max = 600_000,
                doc = "How long a source that failed is not asked again; at most 2s when it was late or busy.")
        Duration rememberFailures) {
    private static final Duration SHORT = Duration.ofSeconds(2);

    /// The same, but nothing is kept of one fetch for the next.
    public SourceCacheConfig keepingNothing() {
        return new SourceCacheConfig(memory, spill, new ByteSize(0), ttl, staleIfError, Duration.ZERO);
    }

    /// How long a failure is remembered.
    Duration remembered(Trouble trouble) {
        return switch (trouble) {
            case REFUSAL, BREAKDOWN -> rememberFailures;
            case OUTAGE -> rememberFailures.compareTo(SHORT) < 0 ? rememberFailures : SHORT;
            case OURS -> Duration.ZERO;
        };
    }
}

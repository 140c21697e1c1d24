package dev.vignette.cache;

import dev.vignette.config.ByteSize;
import dev.vignette.config.Setting;
import java.nio.file.Path;
import java.time.Duration;

/// What is kept of the work done.
public record CacheConfig(
        @Setting(
                key = "vignette.cache.enabled",
                defaultValue = "true",
                doc = "Whether anything is kept; `false` makes every request fetch and render anew.")
        boolean enabled,

        @Setting(
                key = "vignette.cache.memory",
                defaultValue = "128MiB",
                doc = "The most bytes of renditions held in memory.",
                min = 0)
        ByteSize memory,

        @Setting(
                key = "vignette.cache.disk",
                defaultValue = "10GiB",
                doc = "The most bytes of renditions kept on disk, over restarts; 0 keeps none there.",
                min = 0)
        ByteSize disk,

        @Setting(
                key = "vignette.cache.stale-while-revalidate",
                defaultValue = "60s",
                doc = "How long after a rendition was fresh it is still answered while it is made anew; "
                        + "clients are told the same.",
                min = 0)
        Duration staleWhileRevalidate,

        @Setting(
                key = "vignette.cache.stale-if-error",
                defaultValue = "1h",
                doc = "How long after a rendition was fresh it is still answered when it cannot be made anew "
                        + "because its source or this server fails; clients are told the same.",
                min = 0)
        Duration staleIfError,

        @Setting(
                key = "vignette.cache.failures",
                defaultValue = "5s",
                doc = "How long it is remembered that a source is not there or is no image that can be shown.",
                min = 0,
                max = 600_000)
        Duration failures,

        @Setting(
                key = "vignette.cache.outages",
                defaultValue = "1s",
                doc = "How long it is remembered that a source did not answer as it should.",
                min = 0,
                max = 600_000)
        Duration outages,

        @Setting(
                key = "vignette.data-dir",
                defaultValue = "data",
                doc = "The folder that the server keeps its files in; made when it is not there.")
        Path dataDir) {
    /// The same with nothing kept anywhere.
    public CacheConfig keepingNothing() {
        return new CacheConfig(false, memory, disk, staleWhileRevalidate, staleIfError, failures, outages, dataDir);
    }

    /// For how long renditions are answered after they were fresh.
    public StaleWindows windows() {
        return new StaleWindows(staleWhileRevalidate, staleIfError);
    }
}

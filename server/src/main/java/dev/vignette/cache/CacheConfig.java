package dev.vignette.cache;

import dev.vignette.config.ByteSize;
import dev.vignette.config.Setting;
import java.nio.file.Path;

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
                key = "vignette.data-dir",
                defaultValue = "data",
                doc = "The folder that the server keeps its files in; made when it is not there.")
        Path dataDir) {}

package dev.vignette.cache;

import dev.vignette.config.ByteSize;
import dev.vignette.config.Setting;

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
        ByteSize memory) {}

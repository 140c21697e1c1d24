package dev.vignette.library;

import dev.vignette.config.ByteSize;
import dev.vignette.config.Setting;
import java.time.Duration;

/// What the library takes, and for how long it remembers.
public record LibraryConfig(
        @Setting(
                key = "vignette.library.enabled",
                defaultValue = "true",
                doc = "Whether there is a library. It takes nothing until it is used.")
        boolean enabled,

        @Setting(
                key = "vignette.library.max-bytes",
                defaultValue = "5GiB",
                doc = "The largest file that can be uploaded.",
                min = 1)
        ByteSize maxBytes,

        @Setting(
                key = "vignette.library.quota",
                defaultValue = "100GiB",
                doc = "The most bytes that one principal may keep; 0 is no limit.",
                min = 0)
        ByteSize quota,

        @Setting(
                key = "vignette.library.team-quota",
                defaultValue = "1024GiB",
                doc = "The most bytes that may be shared with one team; 0 is no limit.",
                min = 0)
        ByteSize teamQuota,

        @Setting(
                key = "vignette.library.grace",
                defaultValue = "1h",
                doc = "How long the file of a deleted image stays in the store, and the longest time from an upload's"
                        + " last byte until it is kept.",
                min = 1000,
                max = 2_592_000_000L)
        Duration grace,

        @Setting(
                key = "vignette.library.sweep-interval",
                defaultValue = "1m",
                doc = "How often files that nobody keeps any more are looked for.",
                min = 100,
                max = 86_400_000)
        Duration sweepInterval,

        @Setting(
                key = "vignette.library.idempotency",
                defaultValue = "1d",
                doc = "How long the answer to an upload with an `Idempotency-Key` is remembered.",
                min = 1000,
                max = 2_592_000_000L)
        Duration idempotency,

        @Setting(
                key = "vignette.library.row-ttl",
                defaultValue = "1s",
                doc = "How long what was read of an image is believed. What other servers change is heard of at once;"
                        + " this is the longest when that fails.",
                min = 1,
                max = 86_400_000)
        Duration rowTtl) {
    Usage usage() {
        return new Usage(quota.bytes(), teamQuota.bytes());
    }
}

package dev.vignette.http;

import dev.vignette.config.ByteSize;
import dev.vignette.config.Setting;
import java.time.Duration;

/// For how long the server bears with the body of a request. It holds where bodies are read; elsewhere
/// `vignette.receive-timeout` does.
public record BodyConfig(
        @Setting(
                key = "vignette.body.patience",
                defaultValue = "30s",
                doc = "The time the server waits for the bytes of a body before it asks how many came. Only the time"
                        + " counts in which nothing is there to be read. To be shorter than vignette.idle-timeout.",
                min = 100,
                max = 3_600_000)
        Duration patience,

        @Setting(
                key = "vignette.body.min-rate",
                defaultValue = "1KiB",
                doc = "The bytes a second that must have come then; a body that is slower is refused (408).",
                min = 1,
                max = 1 << 30)
        ByteSize minRate,

        @Setting(
                key = "vignette.body.timeout",
                defaultValue = "24h",
                doc = "The longest that a body may take in all, however fast it is.",
                min = 1000,
                max = 604_800_000)
        Duration timeout,

        @Setting(
                key = "vignette.body.max-parts",
                defaultValue = "100",
                doc = "The most parts of a multipart/form-data body, files and fields together.",
                min = 1,
                max = 100_000)
        int maxParts) {
    static final BodyConfig DEFAULT =
            new BodyConfig(Duration.ofSeconds(30), new ByteSize(1024), Duration.ofHours(24), 100);

    /// What must come while the server waits for [#patience].
    long leastBytes() {
        return Math.max(1, minRate.bytes() * patience.toMillis() / 1000);
    }
}

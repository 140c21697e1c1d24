package dev.vignette.library;

import dev.vignette.config.Setting;
import java.time.Duration;

/// Uploads that come in pieces, over several requests.
public record ResumableConfig(
        @Setting(
                key = "vignette.library.resumable-lifetime",
                defaultValue = "1d",
                doc = "How long an upload that comes in pieces may take; what has come of it is thrown away then.",
                min = 1000,
                max = 2_592_000_000L)
        Duration lifetime,

        @Setting(
                key = "vignette.library.resumable-uploads",
                defaultValue = "1000",
                doc = "The most such uploads that one principal may have under way.",
                min = 1)
        int most) {}

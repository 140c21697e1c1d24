package dev.vignette.delivery;

import dev.vignette.config.Setting;
import java.time.Duration;

/// How long answers may be kept by clients, and by the cache.
public record DeliveryConfig(
        @Setting(
                key = "vignette.ttl",
                defaultValue = "1d",
                doc = "How long a rendition is fresh when its source does not say.")
        Duration ttl,

        @Setting(
                key = "vignette.ttl-damaged",
                defaultValue = "60s",
                doc = "How long a rendition of a damaged original is fresh, where such are served at all.")
        Duration damagedTtl) {}

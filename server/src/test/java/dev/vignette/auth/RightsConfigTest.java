package dev.vignette.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.config.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RightsConfigTest {
    @Test
    void bind_nothingSet_hasDefaults() {
        assertThat(Settings.of(Map.of()).bind(RightsConfig.class))
                .isEqualTo(new RightsConfig(
                        RightsConfig.Strategy.GRANTS,
                        Duration.ofSeconds(5),
                        1200,
                        Duration.ofMinutes(1),
                        Duration.ofDays(30),
                        1000));
    }

    @Test
    void bind_environment_mapsAllKeys() {
        var settings = Settings.of(Map.of(
                "VIGNETTE_AUTH_STRATEGY", "live",
                "VIGNETTE_AUTH_RIGHTS_TTL", "1s",
                "VIGNETTE_AUTH_RATE_LIMIT", "0",
                "VIGNETTE_AUTH_RATE_PERIOD", "10s",
                "VIGNETTE_AUTH_LINK_MAX_AGE", "1h",
                "VIGNETTE_AUTH_MAX_LINKS", "7"));

        assertThat(settings.bind(RightsConfig.class))
                .isEqualTo(new RightsConfig(
                        RightsConfig.Strategy.LIVE,
                        Duration.ofSeconds(1),
                        0,
                        Duration.ofSeconds(10),
                        Duration.ofHours(1),
                        7));
    }
}

package dev.vignette.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.config.ConfigException;
import dev.vignette.config.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DeliveryConfigTest {
    @Test
    void bind_nothingSet_hasDefaults() {
        assertThat(Settings.of(Map.of()).bind(DeliveryConfig.class))
                .isEqualTo(new DeliveryConfig(Duration.ofDays(1), Duration.ofSeconds(60)));
    }

    @Test
    void bind_everythingSet_isMapped() {
        var environment = Map.of("VIGNETTE_TTL", "2h", "VIGNETTE_TTL_DAMAGED", "0s");

        assertThat(Settings.of(environment).bind(DeliveryConfig.class))
                .isEqualTo(new DeliveryConfig(Duration.ofHours(2), Duration.ZERO));
    }

    @ParameterizedTest
    @CsvSource({"VIGNETTE_TTL, -1s", "VIGNETTE_TTL, soon", "VIGNETTE_TTL_DAMAGED, 60"})
    void bind_unusableValue_namesTheKey(String key, String value) {
        var settings = Settings.of(Map.of(key, value));

        assertThatThrownBy(() -> settings.bind(DeliveryConfig.class))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(key + ": ");
    }
}

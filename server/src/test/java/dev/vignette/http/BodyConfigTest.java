package dev.vignette.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.config.ByteSize;
import dev.vignette.config.ConfigException;
import dev.vignette.config.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BodyConfigTest {
    @Test
    void bind_nothingSet_hasDefaults() {
        assertThat(Settings.of(Map.of()).bind(BodyConfig.class)).isEqualTo(BodyConfig.DEFAULT);
        assertThat(BodyConfig.DEFAULT.leastBytes()).isEqualTo(30 * 1024);
    }

    @Test
    void bind_everythingSet_isMapped() {
        var environment = Map.of(
                "VIGNETTE_BODY_PATIENCE", "100ms",
                "VIGNETTE_BODY_MIN_RATE", "1",
                "VIGNETTE_BODY_TIMEOUT", "1h",
                "VIGNETTE_BODY_MAX_PARTS", "7");

        var config = Settings.of(environment).bind(BodyConfig.class);

        assertThat(config).isEqualTo(new BodyConfig(Duration.ofMillis(100), new ByteSize(1), Duration.ofHours(1), 7));
        assertThat(config.leastBytes()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "VIGNETTE_BODY_PATIENCE, 99ms",
        "VIGNETTE_BODY_MIN_RATE, 0",
        "VIGNETTE_BODY_TIMEOUT, 999ms",
        "VIGNETTE_BODY_MAX_PARTS, 0"
    })
    void bind_unusableValue_namesTheKey(String key, String value) {
        var settings = Settings.of(Map.of(key, value));

        assertThatThrownBy(() -> settings.bind(BodyConfig.class))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(key + ": ");
    }
}

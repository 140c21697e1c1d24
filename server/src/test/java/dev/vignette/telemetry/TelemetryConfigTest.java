package dev.vignette.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.config.ConfigException;
import dev.vignette.config.Settings;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TelemetryConfigTest {
    @Test
    void bind_nothingSet_hasDefaults() {
        assertThat(Settings.of(Map.of()).bind(TelemetryConfig.class))
                .isEqualTo(new TelemetryConfig(false, Optional.empty(), "vignette", 1));
    }

    @Test
    void bind_everythingSet_isMapped() {
        var environment = Map.of(
                "VIGNETTE_ACCESS_LOG", "true",
                "OTEL_EXPORTER_OTLP_ENDPOINT", "https://collector:4318",
                "OTEL_SERVICE_NAME", "thumbs",
                "OTEL_TRACES_SAMPLER_ARG", "0.25");

        assertThat(Settings.of(environment).bind(TelemetryConfig.class))
                .isEqualTo(new TelemetryConfig(true, Optional.of("https://collector:4318"), "thumbs", 0.25));
    }

    @ParameterizedTest
    @CsvSource({
        "VIGNETTE_ACCESS_LOG, yes",
        "OTEL_EXPORTER_OTLP_ENDPOINT, collector:4318",
        "OTEL_EXPORTER_OTLP_ENDPOINT, 'http:// '",
        "OTEL_TRACES_SAMPLER_ARG, 1.1",
        "OTEL_TRACES_SAMPLER_ARG, -0.1",
    })
    void bind_unusableValue_namesTheKey(String key, String value) {
        var settings = Settings.of(Map.of(key, value));

        assertThatThrownBy(() -> settings.bind(TelemetryConfig.class))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(key + ": ");
    }
}

package dev.vignette.source;

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

class SourceCacheConfigTest {
    @Test
    void bind_nothingSet_hasDefaults() {
        assertThat(Settings.of(Map.of()).bind(SourceCacheConfig.class))
                .isEqualTo(new SourceCacheConfig(
                        new ByteSize(128 << 20),
                        new ByteSize(2L << 30),
                        new ByteSize(2L << 30),
                        Duration.ofHours(1),
                        Duration.ofDays(1),
                        Duration.ofSeconds(5)));
    }

    @Test
    void bind_everythingSet_isMapped() {
        var environment = Map.of(
                "VIGNETTE_SOURCE_MEMORY", "1MiB",
                "VIGNETTE_SOURCE_SPILL", "2MiB",
                "VIGNETTE_SOURCE_DISK", "0",
                "VIGNETTE_SOURCE_TTL", "3s",
                "VIGNETTE_SOURCE_STALE_IF_ERROR", "4s",
                "VIGNETTE_SOURCE_REMEMBER_FAILURES", "1s");

        assertThat(Settings.of(environment).bind(SourceCacheConfig.class))
                .isEqualTo(new SourceCacheConfig(
                        new ByteSize(1 << 20),
                        new ByteSize(2 << 20),
                        new ByteSize(0),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(1)));
    }

    @ParameterizedTest
    @CsvSource({
        "VIGNETTE_SOURCE_MEMORY, -1",
        "VIGNETTE_SOURCE_SPILL, much",
        "VIGNETTE_SOURCE_TTL, -1s",
        "VIGNETTE_SOURCE_REMEMBER_FAILURES, 1h",
    })
    void bind_unusableValue_namesTheKey(String key, String value) {
        var settings = Settings.of(Map.of(key, value));

        assertThatThrownBy(() -> settings.bind(SourceCacheConfig.class))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(key + ": ");
    }

    @ParameterizedTest
    @CsvSource({
        "5s, REFUSAL, 5s",
        "5s, BREAKDOWN, 5s",
        "5s, OUTAGE, 2s",
        "1s, OUTAGE, 1s",
        "5s, OURS, 0s",
        "0s, REFUSAL, 0s"
    })
    void remembered_trouble_hasItsTime(String setting, Trouble trouble, String time) {
        var config = Settings.of(Map.of("VIGNETTE_SOURCE_REMEMBER_FAILURES", setting))
                .bind(SourceCacheConfig.class);

        assertThat(config.remembered(trouble)).isEqualTo(Duration.parse("PT" + time));
    }
}

package dev.vignette.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.config.ByteSize;
import dev.vignette.config.ConfigException;
import dev.vignette.config.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CacheConfigTest {
    @Test
    void bind_nothingSet_hasDefaults() {
        assertThat(Settings.of(Map.of()).bind(CacheConfig.class))
                .isEqualTo(new CacheConfig(
                        true,
                        new ByteSize(128 << 20),
                        new ByteSize(10L << 30),
                        Duration.ofSeconds(60),
                        Duration.ofHours(1),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(1),
                        Path.of("data")));
    }

    @Test
    void bind_everythingSet_isMapped() {
        var environment = Map.of(
                "VIGNETTE_CACHE_ENABLED", "false",
                "VIGNETTE_CACHE_MEMORY", "3KiB",
                "VIGNETTE_CACHE_DISK", "1MiB",
                "VIGNETTE_CACHE_STALE_WHILE_REVALIDATE", "1s",
                "VIGNETTE_CACHE_STALE_IF_ERROR", "2s",
                "VIGNETTE_CACHE_FAILURES", "3s",
                "VIGNETTE_CACHE_OUTAGES", "4s",
                "VIGNETTE_DATA_DIR", "/var/lib/vignette");

        assertThat(Settings.of(environment).bind(CacheConfig.class))
                .isEqualTo(new CacheConfig(
                        false,
                        new ByteSize(3072),
                        new ByteSize(1 << 20),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(4),
                        Path.of("/var/lib/vignette")));
    }

    @ParameterizedTest
    @CsvSource({"VIGNETTE_CACHE_ENABLED, perhaps", "VIGNETTE_CACHE_MEMORY, -1", "VIGNETTE_CACHE_MEMORY, much"})
    void bind_unusableValue_namesTheKey(String key, String value) {
        var settings = Settings.of(Map.of(key, value));

        assertThatThrownBy(() -> settings.bind(CacheConfig.class))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(key + ": ");
    }
}

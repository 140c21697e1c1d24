package dev.vignette.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.config.ByteSize;
import dev.vignette.config.ConfigException;
import dev.vignette.config.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CacheConfigTest {
    @Test
    void bind_nothingSet_hasDefaults() {
        assertThat(Settings.of(Map.of()).bind(CacheConfig.class))
                .isEqualTo(new CacheConfig(true, new ByteSize(128 << 20)));
    }

    @Test
    void bind_everythingSet_isMapped() {
        var environment = Map.of("VIGNETTE_CACHE_ENABLED", "false", "VIGNETTE_CACHE_MEMORY", "3KiB");

        assertThat(Settings.of(environment).bind(CacheConfig.class))
                .isEqualTo(new CacheConfig(false, new ByteSize(3072)));
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

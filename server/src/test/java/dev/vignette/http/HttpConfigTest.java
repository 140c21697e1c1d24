package dev.vignette.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.config.ConfigException;
import dev.vignette.config.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HttpConfigTest {
    @Test
    void bind_nothingSet_hasDefaults() {
        assertThat(Settings.of(Map.of()).bind(HttpConfig.class))
                .isEqualTo(new HttpConfig(
                        "0.0.0.0",
                        8080,
                        "127.0.0.1",
                        9090,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(60),
                        8192,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(20)));
    }

    @Test
    void bind_everythingSet_isMapped() {
        var environment = Map.of(
                "VIGNETTE_HOST", "192.0.2.1",
                "VIGNETTE_PORT", "81",
                "VIGNETTE_ADMIN_HOST", "192.0.2.2",
                "VIGNETTE_ADMIN_PORT", "0",
                "VIGNETTE_REQUEST_TIMEOUT", "100ms",
                "VIGNETTE_IDLE_TIMEOUT", "1h",
                "VIGNETTE_MAX_URL_LENGTH", "256",
                "VIGNETTE_RECEIVE_TIMEOUT", "3s",
                "VIGNETTE_DRAIN_TIMEOUT", "5s");

        assertThat(Settings.of(environment).bind(HttpConfig.class))
                .isEqualTo(new HttpConfig(
                        "192.0.2.1",
                        81,
                        "192.0.2.2",
                        0,
                        Duration.ofMillis(100),
                        Duration.ofHours(1),
                        256,
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(5)));
    }

    @ParameterizedTest
    @CsvSource({
        "VIGNETTE_PORT, 65536",
        "VIGNETTE_PORT, http",
        "VIGNETTE_ADMIN_PORT, -1",
        "VIGNETTE_REQUEST_TIMEOUT, 99ms",
        "VIGNETTE_REQUEST_TIMEOUT, 30",
        "VIGNETTE_IDLE_TIMEOUT, 999ms",
        "VIGNETTE_MAX_URL_LENGTH, 255",
        "VIGNETTE_RECEIVE_TIMEOUT, 99ms",
        "VIGNETTE_DRAIN_TIMEOUT, 99ms",
    })
    void bind_unusableValue_namesTheKey(String key, String value) {
        var settings = Settings.of(Map.of(key, value));

        assertThatThrownBy(() -> settings.bind(HttpConfig.class))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(key + ": ");
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, localhost",
        "::, localhost",
        "127.0.0.1, 127.0.0.1",
        "192.0.2.1, 192.0.2.1",
        "images.example, images.example",
        "2001:db8::1, [2001:db8:0:0:0:0:0:1]",
    })
    void urlHost_anyAddress_isWhereItCanBeReached(String host, String reached) {
        var config = Settings.of(Map.of("VIGNETTE_HOST", host)).bind(HttpConfig.class);

        assertThat(config.urlHost()).isEqualTo(reached);
    }
}

package dev.vignette.source;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.config.ByteSize;
import dev.vignette.config.ConfigException;
import dev.vignette.config.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceConfigTest {
    @Test
    void bind_nothingSet_hasDefaults() {
        assertThat(Settings.of(Map.of()).bind(SourceConfig.class))
                .isEqualTo(new SourceConfig(
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        new ByteSize(64 << 20),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(20),
                        3,
                        "Vignette",
                        32,
                        256,
                        List.of()));
    }

    @Test
    void bind_everythingSet_isMapped() {
        var environment = Map.ofEntries(
                entry("VIGNETTE_SOURCE_ALLOWED_NETWORKS", "127.0.0.0/8, fd00::/8"),
                entry("VIGNETTE_SOURCE_ALLOWED_HOSTS", "*.example.com,example.org"),
                entry("VIGNETTE_SOURCE_DENIED_HOSTS", "bad.example.com"),
                entry("VIGNETTE_SOURCE_ROOT", "/pictures"),
                entry("VIGNETTE_SOURCE_MAX_BYTES", "1MiB"),
                entry("VIGNETTE_SOURCE_CONNECT_TIMEOUT", "1s"),
                entry("VIGNETTE_SOURCE_FIRST_BYTE_TIMEOUT", "2s"),
                entry("VIGNETTE_SOURCE_TIMEOUT", "3s"),
                entry("VIGNETTE_SOURCE_MAX_REDIRECTS", "0"),
                entry("VIGNETTE_SOURCE_USER_AGENT", "thumbs/1"),
                entry("VIGNETTE_SOURCE_MAX_CONNECTIONS_PER_HOST", "4"),
                entry("VIGNETTE_SOURCE_MAX_CONCURRENCY", "5"),
                entry("VIGNETTE_SOURCE_DNS_SERVERS", "192.0.2.53,192.0.2.54:5353,[2001:db8::53]:54"));

        assertThat(Settings.of(environment).bind(SourceConfig.class))
                .isEqualTo(new SourceConfig(
                        List.of("127.0.0.0/8", "fd00::/8"),
                        List.of("*.example.com", "example.org"),
                        List.of("bad.example.com"),
                        Optional.of(Path.of("/pictures")),
                        new ByteSize(1 << 20),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        0,
                        "thumbs/1",
                        4,
                        5,
                        List.of("192.0.2.53", "192.0.2.54:5353", "[2001:db8::53]:54")));
    }

    @ParameterizedTest
    @CsvSource({
        "VIGNETTE_SOURCE_ALLOWED_NETWORKS, 10.0.0.0/40",
        "VIGNETTE_SOURCE_ALLOWED_NETWORKS, localhost",
        "VIGNETTE_SOURCE_ALLOWED_HOSTS, http://example.com",
        "VIGNETTE_SOURCE_ALLOWED_HOSTS, exa*mple.com",
        "VIGNETTE_SOURCE_DENIED_HOSTS, 127.1",
        "VIGNETTE_SOURCE_DNS_SERVERS, dns.example.com",
        "VIGNETTE_SOURCE_DNS_SERVERS, 192.0.2.53:99999",
        "VIGNETTE_SOURCE_MAX_BYTES, 2GiB",
        "VIGNETTE_SOURCE_TIMEOUT, 0s",
        "VIGNETTE_SOURCE_MAX_REDIRECTS, -1",
        "VIGNETTE_SOURCE_MAX_CONCURRENCY, 0",
    })
    void bind_unusableValue_namesTheKey(String key, String value) {
        var settings = Settings.of(Map.of(key, value));

        assertThatThrownBy(() -> settings.bind(SourceConfig.class))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(key + ": ");
    }
}

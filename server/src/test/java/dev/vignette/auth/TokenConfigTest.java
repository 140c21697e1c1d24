package dev.vignette.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.config.ConfigException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenConfigTest {
    @Test
    void bind_nothingSet_hasDefaults() {
        TokenConfig config = Issuer.config();

        assertThat(config)
                .isEqualTo(new TokenConfig(
                        "vignette",
                        "vignette",
                        Optional.empty(),
                        Duration.ofMinutes(5),
                        Duration.ofSeconds(30),
                        Duration.ofHours(1),
                        List.of(),
                        List.of("at+jwt", "jwt"),
                        Duration.ofHours(24),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(10),
                        "__Host-vignette",
                        Optional.empty()));
        assertThat(config.keysConfigured()).isFalse();
        assertThat(config.signingKey(Path.of("data"))).isEqualTo(Path.of("data/auth/signing-key.pem"));
    }

    @Test
    void bind_environment_mapsAllKeys() {
        TokenConfig config = Issuer.config(
                "ISSUER", "https://issuer.example",
                "AUDIENCE", "images",
                "JWKS_URL", "https://issuer.example/keys",
                "JWKS_REFRESH", "1m",
                "JWKS_INTERVAL", "10s",
                "JWKS_OUTAGE", "0s",
                "TOKEN_TYPES", "AT+JWT",
                "MAX_LIFETIME", "1h",
                "CLOCK_SKEW", "0s",
                "CHECKED_TTL", "1m",
                "COOKIE", "token",
                "SIGNING_KEY", "/keys/own.pem");

        assertThat(config)
                .isEqualTo(new TokenConfig(
                        "https://issuer.example",
                        "images",
                        Optional.of("https://issuer.example/keys"),
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(10),
                        Duration.ZERO,
                        List.of(),
                        List.of("at+jwt"),
                        Duration.ofHours(1),
                        Duration.ZERO,
                        Duration.ofMinutes(1),
                        "token",
                        Optional.of(Path.of("/keys/own.pem"))));
        assertThat(config.keysConfigured()).isTrue();
    }

    @Test
    void bind_files_areListed() {
        TokenConfig config = Issuer.config("PEM_FILES", "a.pem, PS256:b.pem");

        assertThat(config.pemFiles()).containsExactly("a.pem", "PS256:b.pem");
        assertThat(config.keysConfigured()).isTrue();
        assertThatThrownBy(() -> Issuer.config("PEM_FILES", "a.pem", "JWKS_URL", "https://issuer.example/keys"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("VIGNETTE_AUTH_PEM_FILES: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://issuer.example/keys",
                "http://127.0.0.1.issuer.example/keys",
                "http://localhost@issuer.example/keys",
                "file:///etc/keys",
                "keys.json",
                "https:///keys",
                "https://issuer example/"
            })
    void bind_urlThatAnybodyCouldAnswer_isRefused(String url) {
        assertThatThrownBy(() -> Issuer.config("JWKS_URL", url))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("VIGNETTE_AUTH_JWKS_URL: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://issuer.example/keys", "http://127.0.0.1:8/k", "http://localhost/k", "http://[::1]/k"})
    void bind_urlOfHttpsOrThisMachine_isAccepted(String url) {
        assertThat(Issuer.config("JWKS_URL", url).jwksUrl()).contains(url);
    }

    @ParameterizedTest
    @CsvSource({
        "TOKEN_TYPES, vignette-link+jwt, VIGNETTE_AUTH_TOKEN_TYPES",
        "TOKEN_TYPES, ',', VIGNETTE_AUTH_TOKEN_TYPES",
        "COOKIE, a=b, VIGNETTE_AUTH_COOKIE",
        "MAX_LIFETIME, 400d, VIGNETTE_AUTH_MAX_LIFETIME",
        "JWKS_INTERVAL, 0s, VIGNETTE_AUTH_JWKS_INTERVAL",
        "JWKS_INTERVAL, 5m, VIGNETTE_AUTH_JWKS_INTERVAL"
    })
    void bind_valueOfNoUse_isToldWithItsName(String key, String value, String name) {
        assertThatThrownBy(() -> Issuer.config(key, value))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(name);
    }
}

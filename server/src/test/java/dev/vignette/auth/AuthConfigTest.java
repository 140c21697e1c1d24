package dev.vignette.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.config.ConfigException;
import dev.vignette.config.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AuthConfigTest {
    private static final String HEX_KEY = "000102030405060708090a0b0c0d0e0f";

    @Test
    void bind_nothingSet_hasNoKeys() {
        assertThat(Settings.of(Map.of()).bind(AuthConfig.class)).isEqualTo(AuthConfig.NONE);
    }

    @Test
    void bind_environment_mapsAllKeys() {
        var settings = Settings.of(Map.of("VIGNETTE_URL_KEYS", "new:" + HEX_KEY + ", old:AAECAwQFBgcICQoLDA0ODw=="));
        var config = settings.bind(AuthConfig.class);
        assertThat(config.urlKeys()).containsExactly("new:" + HEX_KEY, "old:AAECAwQFBgcICQoLDA0ODw==");
        assertThat(config.keys()).extracting(UrlKey::name).containsExactly("new", "old");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "000102030405060708090A0B0C0D0E0F",
                "AAECAwQFBgcICQoLDA0ODw==",
                "AAECAwQFBgcICQoLDA0ODw",
            })
    void parse_anySpellingOfAKey_isTheSameKey(String text) {
        assertThat(UrlKey.parse("k:" + text, 1).sign("text"))
                .isEqualTo(UrlKey.parse("k:" + HEX_KEY, 1).sign("text"));
    }

    @Test
    void parse_bothBase64Alphabets_areTheSameKey() {
        assertThat(UrlKey.parse("k:-_-_-_-_-_-_-_-_-_-_-_-_", 1).sign("text"))
                .isEqualTo(UrlKey.parse("k:+/+/+/+/+/+/+/+/+/+/+/+/", 1).sign("text"));
    }

    @ParameterizedTest
    @CsvSource({
        "secretsecretsecretsecret, key 2 is not of the form name:key",
        "b:, key 2 is not of the form name:key",
        ":secretsecretsecretsecret, key 2 is not of the form name:key",
        "b:00010203040506070809, key b is shorter than 16 bytes",
        "b:secret!secret!secret!secret, key b is neither base64 nor hexadecimal",
        "a:secretsecretsecretsecret, two keys are named a"
    })
    void bind_badKey_isToldWithoutTheKey(String text, String problem) {
        var settings = Settings.of(Map.of("VIGNETTE_URL_KEYS", "a:" + HEX_KEY + "," + text));
        assertThatThrownBy(() -> settings.bind(AuthConfig.class))
                .isInstanceOf(ConfigException.class)
                .hasMessage("VIGNETTE_URL_KEYS: " + problem)
                .hasNoCause();
    }

    @Test
    void toString_withKeys_hidesThem() {
        var config = new AuthConfig(List.of("a:" + HEX_KEY));
        assertThat(config.toString() + config.keys()).doesNotContain("0001").contains("1 keys", "UrlKey[a]");
    }
}

package dev.vignette.auth;

import dev.vignette.config.ConfigException;
import dev.vignette.config.Setting;
import dev.vignette.config.Settings;
import java.util.HashSet;
import java.util.List;

/// Who may ask.
public record AuthConfig(
        @Setting(
                key = AuthConfig.KEYS_KEY,
                doc = "Keys that sign URLs, separated by commas, each as name:key with at least 16 bytes in base64 or "
                        + "hexadecimal digits. The first signs, all are accepted, so that keys can be changed one by "
                        + "one. With a key set, a request without a fitting signature is refused.")
        List<String> urlKeys) {
    static final String KEYS_KEY = "vignette.url.keys";
    static final String KEYS_NAME = Settings.environmentName(KEYS_KEY);

    /// No keys: every URL is accepted.
    public static final AuthConfig NONE = new AuthConfig(List.of());

    /// @throws ConfigException when a key cannot be read; the message holds no part of a key
    public AuthConfig {
        urlKeys = List.copyOf(urlKeys);
        var names = new HashSet<String>();
        for (int i = 0; i < urlKeys.size(); i++) {
            var key = UrlKey.parse(urlKeys.get(i), i + 1);
            if (!names.add(key.name())) {
                throw new ConfigException(KEYS_NAME, "two keys are named " + key.name());
            }
        }
    }

    List<UrlKey> keys() {
        return urlKeys.stream().map(text -> UrlKey.parse(text, 0)).toList();
    }

    /// Names how many keys there are; a record's own text would hold them.
    @Override
    public String toString() {
        return "AuthConfig[" + urlKeys.size() + " keys]";
    }
}

package dev.vignette.http;

import dev.vignette.config.ConfigException;
import dev.vignette.config.Setting;
import java.time.Duration;
import java.util.List;

/// Which pages of other origins may use the server from a browser.
public record CorsConfig(
        @Setting(
                key = "vignette.cors.origins",
                doc = "Origins whose pages may read answers and send requests, as in https://photos.example; * for all."
                        + " Empty switches it off.")
        List<String> origins,

        @Setting(
                key = "vignette.cors.credentials",
                defaultValue = "false",
                doc = "Whether their requests may carry cookies. Not with the origin *.")
        boolean credentials,

        @Setting(
                key = "vignette.cors.max-age",
                defaultValue = "1h",
                doc = "How long a browser may remember what it was allowed.",
                min = 0,
                max = 86_400_000)
        Duration maxAge) {
    static final CorsConfig OFF = new CorsConfig(List.of(), false, Duration.ofHours(1));

    public CorsConfig {
        origins = List.copyOf(origins);
        if (credentials && origins.contains("*")) {
            throw new ConfigException("VIGNETTE_CORS_CREDENTIALS", "cannot be given to the origin *");
        }
    }

    boolean any() {
        return origins.contains("*");
    }
}

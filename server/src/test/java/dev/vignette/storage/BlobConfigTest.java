package dev.vignette.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.config.ConfigException;
import dev.vignette.config.Settings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BlobConfigTest {
    @Test
    void bind_nothingSet_hasDefaults() {
        assertThat(Settings.of(Map.of()).bind(BlobConfig.class))
                .isEqualTo(new BlobConfig(
                        BlobConfig.Store.LOCAL,
                        Optional.empty(),
                        Optional.empty(),
                        "us-east-1",
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        Duration.ofSeconds(20)));
    }

    @Test
    void bind_everythingSet_isMapped() {
        var environment = Map.of(
                "VIGNETTE_BLOBS_STORE", "s3",
                "VIGNETTE_BLOBS_BUCKET", "images",
                "VIGNETTE_BLOBS_ENDPOINT", "https://s3.example.com",
                "VIGNETTE_BLOBS_REGION", "eu-central-1",
                "VIGNETTE_BLOBS_PREFIX", "vignette/",
                "VIGNETTE_BLOBS_PATH_STYLE", "true",
                "VIGNETTE_BLOBS_ACCESS_KEY", "someone",
                "VIGNETTE_BLOBS_SECRET_KEY", "something",
                "VIGNETTE_BLOBS_PRESIGN", "true",
                "VIGNETTE_BLOBS_TIMEOUT", "3s");

        var config = Settings.of(environment).bind(BlobConfig.class);

        assertThat(config)
                .isEqualTo(new BlobConfig(
                        BlobConfig.Store.S3,
                        Optional.of("images"),
                        Optional.of("https://s3.example.com"),
                        "eu-central-1",
                        Optional.of("vignette/"),
                        true,
                        Optional.of("someone"),
                        Optional.of("something"),
                        true,
                        Duration.ofSeconds(3)));
        assertThat(config.toString()).doesNotContain("something");
    }

    @ParameterizedTest
    @CsvSource({
        "VIGNETTE_BLOBS_STORE, tape, VIGNETTE_BLOBS_STORE",
        "VIGNETTE_BLOBS_STORE, s3, VIGNETTE_BLOBS_BUCKET",
        "VIGNETTE_BLOBS_ENDPOINT, s3.example.com, VIGNETTE_BLOBS_ENDPOINT",
        "VIGNETTE_BLOBS_ENDPOINT, ftp://s3.example.com, VIGNETTE_BLOBS_ENDPOINT",
        "VIGNETTE_BLOBS_SECRET_KEY, alone, VIGNETTE_BLOBS_ACCESS_KEY"
    })
    void bind_unusableValue_namesTheKey(String key, String value, String named) {
        var settings = Settings.of(Map.of(key, value));

        assertThatThrownBy(() -> settings.bind(BlobConfig.class))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(named + ": ");
    }
}

package dev.vignette.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.config.ConfigException;
import dev.vignette.config.Settings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DatabaseConfigTest {
    @Test
    void bind_nothingSet_hasDefaults() {
        var config = Settings.of(Map.of()).bind(DatabaseConfig.class);

        assertThat(config)
                .isEqualTo(new DatabaseConfig(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        8,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(30)));
        assertThat(config.dialect()).isEqualTo(Dialect.SQLITE);
    }

    @Test
    void bind_everythingSet_isMapped() {
        var environment = Map.of(
                "VIGNETTE_DATABASE_URL", "jdbc:postgresql://db/images",
                "VIGNETTE_DATABASE_USER", "someone",
                "VIGNETTE_DATABASE_PASSWORD", "something",
                "VIGNETTE_DATABASE_POOL_SIZE", "3",
                "VIGNETTE_DATABASE_TIMEOUT", "4s",
                "VIGNETTE_DATABASE_CONNECT_TIMEOUT", "5s",
                "VIGNETTE_DATABASE_START_TIMEOUT", "6s");

        var config = Settings.of(environment).bind(DatabaseConfig.class);

        assertThat(config)
                .isEqualTo(new DatabaseConfig(
                        Optional.of("jdbc:postgresql://db/images"),
                        Optional.of("someone"),
                        Optional.of("something"),
                        3,
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(6)));
        assertThat(config.dialect()).isEqualTo(Dialect.POSTGRESQL);
        assertThat(config.toString()).doesNotContain("something");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql://db", "jdbc:sqlite:", "jdbc:sqlite::memory:", "jdbc:h2:file"})
    void bind_unknownDatabase_namesTheKey(String url) {
        var settings = Settings.of(Map.of("VIGNETTE_DATABASE_URL", url));

        assertThatThrownBy(() -> settings.bind(DatabaseConfig.class))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("VIGNETTE_DATABASE_URL: ");
    }
}

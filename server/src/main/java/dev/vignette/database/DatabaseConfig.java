package dev.vignette.database;

import dev.vignette.config.ConfigException;
import dev.vignette.config.Setting;
import dev.vignette.config.Settings;
import java.time.Duration;
import java.util.Optional;

/// Where the index of the library and the rights are.
public record DatabaseConfig(
        @Setting(
                key = DatabaseConfig.URL_KEY,
                doc =
                        "The database: `jdbc:sqlite:` and the path of a file, or `jdbc:postgresql://HOST:PORT/NAME`, which "
                                + "several servers may share. By default the file `vignette.db` in the data folder.")
        Optional<String> url,

        @Setting(key = "vignette.database.user", doc = "The name to connect to PostgreSQL with.")
        Optional<String> user,

        @Setting(key = "vignette.database.password", doc = "The password to connect to PostgreSQL with.")
        Optional<String> password,

        @Setting(
                key = "vignette.database.pool-size",
                defaultValue = "8",
                doc =
                        "The most connections to PostgreSQL, or to SQLite for reading; to SQLite there is one for writing.",
                min = 1,
                max = 200)
        int poolSize,

        @Setting(
                key = "vignette.database.timeout",
                defaultValue = "10s",
                doc = "The longest that a query or a change may take, the wait for its turn included; then the answer "
                        + "is 503.",
                min = 100,
                max = 600_000)
        Duration timeout,

        @Setting(
                key = "vignette.database.connect-timeout",
                defaultValue = "3s",
                doc = "How long a connection to PostgreSQL may take to be made; then the answer is 503.",
                min = 250,
                max = 60_000)
        Duration connectTimeout,

        @Setting(
                key = "vignette.database.start-timeout",
                defaultValue = "30s",
                doc = "How long a server that starts waits for PostgreSQL.",
                min = 0,
                max = 3_600_000)
        Duration startTimeout) {
    static final String URL_KEY = "vignette.database.url";
    static final String URL_NAME = Settings.environmentName(URL_KEY);
    static final String SQLITE = "jdbc:sqlite:";
    static final String POSTGRESQL = "jdbc:postgresql:";

    /// @throws ConfigException when the URL is of no database that is known
    public DatabaseConfig {
        boolean usable = url.isEmpty()
                || url.get().startsWith(POSTGRESQL)
                || (url.get().startsWith(SQLITE)
                        && !url.get().contains(":memory:")
                        && url.get().length() > SQLITE.length());
        if (!usable) {
            throw new ConfigException(URL_NAME, "is neither jdbc:sqlite:FILE nor jdbc:postgresql://HOST:PORT/NAME");
        }
    }

    Dialect dialect() {
        return url.filter(text -> text.startsWith(POSTGRESQL)).isPresent() ? Dialect.POSTGRESQL : Dialect.SQLITE;
    }

    /// Without the password, which may be in the URL too.
    @Override
    public String toString() {
        return "DatabaseConfig[" + dialect() + "]";
    }
}

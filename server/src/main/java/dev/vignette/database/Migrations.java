package dev.vignette.database;

import dev.vignette.config.ConfigException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// Brings the tables to the version that this program knows, by the files in `db/migration`: one set for both
/// databases.
final class Migrations {
    private static final String FILES = "classpath:db/migration";

    private Migrations() {}

    /// @throws ConfigException when the tables are of a newer version, or a file fails
    static void run(Dialect dialect, DataSource source) {
        run(dialect, source, FILES);
    }

    /// @param files where they are, separated by commas
    static void run(Dialect dialect, DataSource source, String files) {
        try {
            var _ = Flyway.configure()
                    .dataSource(source)
                    .locations(files.split(","))
                    .placeholders(dialect.placeholders())
                    .ignoreMigrationPatterns(new String[0]) // not even those of a newer program
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new ConfigException(DatabaseConfig.URL_NAME, "its tables cannot be used: " + e.getMessage());
        }
    }
}

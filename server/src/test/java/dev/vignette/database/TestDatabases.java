package dev.vignette.database;

import dev.vignette.config.Settings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// Databases to test with: each test that uses one runs with both kinds.
public final class TestDatabases {
    private TestDatabases() {}

    /// What a server is configured with to use a new, empty database.
    ///
    /// @param folder where SQLite keeps it
    public static Map<String, String> environment(Dialect dialect, Path folder) {
        return switch (dialect) {
            case SQLITE -> Map.of("VIGNETTE_DATABASE_URL", "jdbc:sqlite:" + folder.resolve("test.db"));
            case POSTGRESQL -> PostgresProcess.shared().freshDatabase();
        };
    }

    public static DatabaseConfig config(Map<String, String> environment, String... settings) {
        var all = new HashMap<>(environment);
        for (int i = 0; i < settings.length; i += 2) {
            all.put("VIGNETTE_DATABASE_" + settings[i], settings[i + 1]);
        }
        return Settings.of(all).bind(DatabaseConfig.class);
    }

    /// A new, empty database, its tables as the migrations make them.
    ///
    /// @param folder where SQLite keeps it
    public static Database open(Dialect dialect, Path folder) {
        return Database.open(config(environment(dialect, folder)), folder);
    }
}

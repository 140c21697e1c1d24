package dev.vignette.database;

import dev.vignette.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// The file of SQLite, and how it is opened: with a write-ahead log, so that readers and the writer do not wait
/// for each other, and synced at each commit.
record SqliteFile(String url, int busyMillis) {
    private static final int LOG_BYTES = 64 << 20;

    /// @throws ConfigException when there can be no such file
    static SqliteFile open(DatabaseConfig config, Path dataDir) {
        String url = config.url().orElse(DatabaseConfig.SQLITE + dataDir.resolve("vignette.db"));
        var file = new SqliteFile(url, (int) config.timeout().toMillis());
        try {
            Path parent = Path.of(url.substring(DatabaseConfig.SQLITE.length()).replaceFirst("\\?.*", ""))
                    .toAbsolutePath()
                    .getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            try (var connection = file.forWriting().getConnection();
                    var statement = connection.createStatement()) {
                // Fails when the file is of something else, or may not be written to.
                statement.execute("BEGIN IMMEDIATE");
                statement.execute("ROLLBACK");
            }
        } catch (IOException | SQLException e) {
            throw new ConfigException(DatabaseConfig.URL_NAME, "cannot open " + url + ": " + e.getMessage());
        }
        return file;
    }

    DataSource forWriting() {
        var config = config();
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        return source(config);
    }

    DataSource forReading() {
        return source(config());
    }

    private SQLiteConfig config() {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(busyMillis);
        config.setJournalSizeLimit(LOG_BYTES);
        return config;
    }

    private DataSource source(SQLiteConfig config) {
        var source = new SQLiteDataSource(config);
        source.setUrl(url);
        return source;
    }
}

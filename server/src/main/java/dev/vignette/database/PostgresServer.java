package dev.vignette.database;

import dev.vignette.config.ConfigException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A PostgreSQL server, and how it is connected to: with a limit to every wait.
record PostgresServer(DatabaseConfig config) {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    /// Waits until the server answers.
    ///
    /// @throws ConfigException when it does not in time, or refuses us
    static PostgresServer connect(DatabaseConfig config) {
        var server = new PostgresServer(config);
        long end = System.nanoTime() + config.startTimeout().toNanos();
        while (true) {
            try (Connection connection = server.forMigrations().getConnection()) {
                LOG.debug("connected to {}", connection);
                return server;
            } catch (SQLException e) {
                boolean mayCome =
                        SqlTrouble.of(e).filter(SqlTrouble.DISCONNECTED::equals).isPresent();
                if (!mayCome || System.nanoTime() - end >= 0) {
                    throw new ConfigException(DatabaseConfig.URL_NAME, "cannot connect: " + e.getMessage());
                }
                LOG.warn("the database does not answer yet: {}", e.getMessage());
                sleep();
            }
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConfigException(DatabaseConfig.URL_NAME, "interrupted while waiting for the database");
        }
    }

    /// For statements that may take as long as they must.
    DataSource forMigrations() {
        return source(Duration.ZERO);
    }

    DataSource forWork() {
        return source(config.timeout());
    }

    /// Whoever listens finds out soon that the server does not answer.
    DataSource forNotifications() {
        return source(config.connectTimeout());
    }

    /// @param longest that the server may take for a statement; zero for any time
    private DataSource source(Duration longest) {
        var source = new PGSimpleDataSource();
        source.setConnectTimeout(seconds(config.connectTimeout()));
        source.setLoginTimeout(seconds(config.connectTimeout()));
        source.setCancelSignalTimeout(seconds(config.connectTimeout()));
        // The server calls off what takes too long; when it is not heard of even then, the connection is given up.
        source.setSocketTimeout(longest.isZero() ? 0 : 2 * seconds(longest));
        source.setOptions("-c statement_timeout=" + longest.toMillis());
        source.setTcpKeepAlive(true);
        source.setApplicationName("vignette");
        source.setUrl(config.url().orElseThrow());
        config.user().ifPresent(source::setUser);
        config.password().ifPresent(source::setPassword);
        return source;
    }

    private static int seconds(Duration duration) {
        return Math.toIntExact(Math.max(1, duration.plusMillis(999).toSeconds()));
    }
}

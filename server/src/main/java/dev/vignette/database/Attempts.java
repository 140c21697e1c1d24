package dev.vignette.database;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConnection;

/// Work with a connection, done anew when the database asks for it and there is time.
final class Attempts<T extends @Nullable Object> {
    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);
    private static final int MOST_CONFLICTS = 20;
    private static final int MOST_DISCONNECTIONS = 3;
    private static final int LONGEST_PAUSE_MILLIS = 100;

    private final Jdbi jdbi;
    private final Work<T> work;
    private final Outage outage;
    private final long end;
    private @Nullable Connection used;

    /// @param end on the clock of `System.nanoTime`
    Attempts(Jdbi jdbi, Work<T> work, Outage outage, long end) {
        this.jdbi = jdbi;
        this.work = work;
        this.outage = outage;
        this.end = end;
    }

    T run() {
        int conflicts = 0;
        int disconnections = 0;
        while (true) {
            try {
                outage.requireOver();
                T done = attempt();
                outage.isOver();
                return done;
            } catch (VignetteException e) {
                throw e;
            } catch (RuntimeException e) {
                SqlTrouble trouble = SqlTrouble.of(e).orElseThrow(() -> e);
                boolean again = switch (trouble) {
                    case CONFLICT -> ++conflicts < MOST_CONFLICTS;
                    case DISCONNECTED -> ++disconnections < MOST_DISCONNECTIONS;
                    case AWAY, TOO_LONG, FULL, UNAVAILABLE, MISTAKE -> false;
                };
                if (!again || !pause(conflicts + disconnections)) {
                    throw failure(trouble, e);
                }
                LOG.debug("once more after {}", trouble, e);
            }
        }
    }

    private T attempt() {
        try (Handle handle = jdbi.open()) {
            use(handle.getConnection());
            try {
                return work.with(handle);
            } finally {
                use(null);
            }
        }
    }

    /// Longer each time and never twice the same, so that those who got in each other's way do not do so again.
    ///
    /// @return whether there is time for another attempt
    private boolean pause(int attempts) {
        long most = Math.min(LONGEST_PAUSE_MILLIS, 1L << Math.min(attempts, 10));
        long millis = ThreadLocalRandom.current().nextLong(1, most + 1);
        if (end - System.nanoTime() <= TimeUnit.MILLISECONDS.toNanos(millis)) {
            return false;
        }
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private RuntimeException failure(SqlTrouble trouble, RuntimeException e) {
        return switch (trouble) {
            case CONFLICT -> new VignetteException(ErrorCode.OVERLOADED, "Too many changes got in each other's way", e);
            case DISCONNECTED, AWAY -> {
                outage.begins(e);
                yield new VignetteException(ErrorCode.STORAGE_UNAVAILABLE, "The database is away", e);
            }
            case UNAVAILABLE -> new VignetteException(ErrorCode.STORAGE_UNAVAILABLE, "The database is in trouble", e);
            case TOO_LONG -> new VignetteException(ErrorCode.STORAGE_UNAVAILABLE, "The database took too long", e);
            case FULL -> new VignetteException(ErrorCode.STORAGE_FULL, "The database has no room left", e);
            case MISTAKE -> e;
        };
    }

    private synchronized void use(@Nullable Connection connection) {
        used = connection;
    }

    /// Makes the statement fail that runs at this moment, if there is one.
    synchronized void callOff() {
        if (used == null) {
            return;
        }
        try {
            if (used.isWrapperFor(SQLiteConnection.class)) {
                used.unwrap(SQLiteConnection.class).getDatabase().interrupt();
            } else {
                used.unwrap(PGConnection.class).cancelQuery();
            }
        } catch (SQLException e) {
            LOG.warn("a statement that takes too long cannot be called off", e);
        }
    }
}

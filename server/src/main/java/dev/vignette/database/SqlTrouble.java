package dev.vignette.database;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// What a failed statement means, by the codes of the database; never by its words.
enum SqlTrouble {
    /// Two changes got in each other's way; this one was undone.
    CONFLICT,
    /// The connection is gone, and with it what was not committed.
    DISCONNECTED,
    /// No connection can be had.
    AWAY,
    /// The statement was called off since it took too long.
    TOO_LONG,
    /// There is no room for more.
    FULL,
    /// The database cannot work.
    UNAVAILABLE,
    /// The statement, or what it was given, is wrong.
    MISTAKE;

    /// @return empty when the database has nothing to do with it
    static Optional<SqlTrouble> of(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException sqlite) {
                return Optional.of(ofSqlite(sqlite.getResultCode()));
            } else if (cause instanceof SQLTransientConnectionException) {
                return Optional.of(AWAY); // the pool waited in vain
            } else if (cause instanceof SQLException sql) {
                return Optional.of(
                        ofState(Optional.ofNullable(sql.getSQLState()).orElse("")));
            }
        }
        return Optional.empty();
    }

    /// https://sqlite.org/rescode.html; an extended code has the primary one in its last byte.
    private static SqlTrouble ofSqlite(SQLiteErrorCode code) {
        return switch (code.code & 0xff) {
            case 5, 6 -> CONFLICT; // BUSY, LOCKED
            case 9 -> TOO_LONG; // INTERRUPT
            case 13 -> FULL;
            case 1, 12, 17, 18, 19, 20, 21, 25 ->
                MISTAKE; // ERROR, NOTFOUND, SCHEMA, TOOBIG, CONSTRAINT, MISMATCH, MISUSE, RANGE
            default -> UNAVAILABLE;
        };
    }

    /// https://www.postgresql.org/docs/current/errcodes-appendix.html
    private static SqlTrouble ofState(String state) {
        return switch (state) {
            case "40001", "40P01", "55P03" -> CONFLICT;
            case "57P01", "57P02", "57P03", "57P05", "25P03" -> DISCONNECTED;
            case "57014" -> TOO_LONG;
            case "53100" -> FULL;
            case "25006" -> UNAVAILABLE; // a server that has become a standby
            default -> ofClass(state.length() < 2 ? "" : state.substring(0, 2));
        };
    }

    private static SqlTrouble ofClass(String stateClass) {
        return switch (stateClass) {
            case "08" -> DISCONNECTED;
            case "53", "57", "58", "XX", "28", "3D", "" -> UNAVAILABLE;
            default -> MISTAKE;
        };
    }
}

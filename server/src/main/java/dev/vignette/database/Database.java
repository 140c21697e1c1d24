package dev.vignette.database;

import dev.vignette.config.ConfigException;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import java.nio.file.Path;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The index of the library and the rights, in SQL. Blocking: meant for virtual threads.
///
/// Of SQLite there is one connection that writes and a few that read, so that nobody is told that the file is
/// busy; they are used on platform threads, since a native call pins the carrier of a virtual one.
///
/// What fails is a `VignetteException`: `STORAGE_UNAVAILABLE` when the database is away, in trouble or takes too
/// long, `OVERLOADED` when the turn did not come in time, `STORAGE_FULL` when there is no room. Statements that
/// are wrong, and values that a constraint refuses, fail with what Jdbi throws: a bug, or told apart by `ON
/// CONFLICT`.
public final class Database implements AutoCloseable {
    private final Dialect dialect;
    private final Lane reading;
    private final Lane writing;
    private final Changes changes;

    private Database(Dialect dialect, Lane reading, Lane writing, Changes changes) {
        this.dialect = dialect;
        this.reading = reading;
        this.writing = writing;
        this.changes = changes;
    }

    /// Connects, and brings the tables up to date.
    ///
    /// @param dataDir where the file of SQLite is, unless another is configured; made when it is not there
    /// @throws ConfigException when the database cannot be opened
    public static Database open(DatabaseConfig config, Path dataDir) {
        return switch (config.dialect()) {
            case SQLITE -> {
                var file = SqliteFile.open(config, dataDir);
                Migrations.run(Dialect.SQLITE, file.forWriting());
                var writing = Lane.writingSqlite(file, config);
                yield new Database(Dialect.SQLITE, Lane.readingSqlite(file, config), writing, Changes.of(writing));
            }
            case POSTGRESQL -> {
                var server = PostgresServer.connect(config);
                Migrations.run(Dialect.POSTGRESQL, server.forMigrations());
                var lane = Lane.ofPostgres(server.forWork(), config);
                yield new Database(Dialect.POSTGRESQL, lane, lane, Changes.of(server));
            }
        };
    }

    public Dialect dialect() {
        return dialect;
    }

    public Changes changes() {
        return changes;
    }

    /// Runs queries, each of which sees what was committed before it. A query that is still running at the
    /// request's deadline is called off.
    ///
    /// @return what the work returns
    /// @throws VignetteException when the database cannot answer
    public <T extends @Nullable Object> T read(Work<T> work) {
        return reading.run(work, reading.remaining());
    }

    /// Runs one transaction, as if there were no other at its time. It is committed, on disk, when this returns;
    /// it is undone when the work throws. It is run anew when another got in its way, or when the connection
    /// broke before the end of the work. When it breaks while the work is committed, the failure leaves open
    /// whether it was.
    ///
    /// @return what the work returns
    /// @throws VignetteException when the database cannot do it
    public <T extends @Nullable Object> T write(Work<T> work) {
        return writing.run(handle -> transaction(work, handle, true), writing.timeout());
    }

    /// The same, but each of its statements sees what was committed before that statement. For work that relies on
    /// nothing it has read, only on the rows that it changes and on what it says of them in `WHERE`: it need not
    /// be run anew because of what others do at its time.
    public <T extends @Nullable Object> T update(Work<T> work) {
        return writing.run(handle -> transaction(work, handle, false), writing.timeout());
    }

    private <T extends @Nullable Object> T transaction(Work<T> work, Handle handle, boolean alone) {
        var done = new boolean[1];
        try {
            return handle.<T, RuntimeException>inTransaction(within -> {
                if (alone && dialect == Dialect.POSTGRESQL) {
                    within.execute("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE");
                }
                T result = work.with(within);
                done[0] = true;
                return result;
            });
        } catch (RuntimeException e) {
            throw done[0]
                            && SqlTrouble.of(e)
                                    .filter(SqlTrouble.DISCONNECTED::equals)
                                    .isPresent()
                    ? new VignetteException(
                            ErrorCode.STORAGE_UNAVAILABLE, "It is not known whether the change was committed", e)
                    : e;
        }
    }

    /// Ends what is under way, and closes the connections.
    @Override
    public void close() {
        changes.close();
        reading.close();
        writing.close();
    }
}

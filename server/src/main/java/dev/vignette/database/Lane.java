package dev.vignette.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.telemetry.RequestContext;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Connections of one kind, and as many threads that use them. Who comes when all are busy waits for his turn.
final class Lane implements AutoCloseable {
    private static final ScopedValue<Boolean> WITHIN = ScopedValue.newInstance();

    private final HikariDataSource connections;
    private final Jdbi jdbi;
    private final ExecutorService threads;
    private final Duration timeout;
    private final Outage outage = new Outage();

    private Lane(HikariConfig pool, ThreadFactory threads, Duration timeout) {
        this.connections = new HikariDataSource(pool);
        this.jdbi = Jdbi.create(connections);
        this.threads = Executors.newFixedThreadPool(pool.getMaximumPoolSize(), threads);
        this.timeout = timeout;
    }

    static Lane readingSqlite(SqliteFile file, DatabaseConfig config) {
        var pool = pool(file.forReading(), config.poolSize(), config);
        pool.setConnectionInitSql("PRAGMA query_only = ON");
        return ofSqlite(pool, config);
    }

    static Lane writingSqlite(SqliteFile file, DatabaseConfig config) {
        return ofSqlite(pool(file.forWriting(), 1, config), config);
    }

    private static Lane ofSqlite(HikariConfig pool, DatabaseConfig config) {
        pool.setMaxLifetime(0); // a file does not tire of its connections
        var threads = Thread.ofPlatform().daemon().name("sqlite-", 0).factory();
        return new Lane(pool, threads, config.timeout());
    }

    static Lane ofPostgres(DataSource server, DatabaseConfig config) {
        var threads = Thread.ofVirtual().name("postgresql-", 0).factory();
        return new Lane(pool(server, config.poolSize(), config), threads, config.timeout());
    }

    private static HikariConfig pool(DataSource source, int size, DatabaseConfig config) {
        var pool = new HikariConfig();
        pool.setDataSource(source);
        pool.setMaximumPoolSize(size);
        pool.setMinimumIdle(1);
        pool.setConnectionTimeout(config.connectTimeout().toMillis());
        pool.setThreadFactory(
                Thread.ofPlatform().daemon().name("connections-", 0).factory());
        return pool;
    }

    Duration timeout() {
        return timeout;
    }

    /// The timeout, or what the request under way has left.
    Duration remaining() {
        return RequestContext.CURRENT.isBound()
                ? RequestContext.current().deadline().remainingUpTo(timeout)
                : timeout;
    }

    /// Runs the work when its turn comes. An interrupt gives up the turn; work that has begun comes to its end
    /// first.
    ///
    /// @param patience in all
    <T extends @Nullable Object> T run(Work<T> work, Duration patience) {
        if (WITHIN.isBound()) {
            throw new IllegalStateException("Work within work would wait for the connection that the outer one has");
        }
        outage.requireOver();
        var context = RequestContext.CURRENT.isBound() ? RequestContext.current() : null;
        long end = System.nanoTime() + patience.toNanos();
        Work<T> carried = handle -> carrying(context, () -> work.with(handle));
        var turn = new Turn<>(new Attempts<>(jdbi, carried, outage, end), end);
        threads.execute(turn);
        return turn.await();
    }

    private static <T extends @Nullable Object> T carrying(
            @Nullable RequestContext context, ScopedValue.CallableOp<T, RuntimeException> work) {
        var carrier = ScopedValue.where(WITHIN, true);
        return (context == null ? carrier : carrier.where(RequestContext.CURRENT, context)).call(work);
    }

    /// Waits for what is under way.
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new VignetteException(ErrorCode.STORAGE_UNAVAILABLE, "A statement did not come to its end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connections.close();
        }
    }
}

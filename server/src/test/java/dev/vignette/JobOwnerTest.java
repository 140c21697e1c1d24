package dev.vignette;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.database.Database;
import dev.vignette.database.Dialect;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Requests of one owner that come at the same time, on PostgreSQL: with SQLite they come one after the other.
@Timeout(180)
final class JobOwnerTest extends JobTests {
    /// Of those who wait for a row, who would be run anew when they have it.
    private static final String SERIALISABLE = """
            SELECT COUNT(*) FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
            WHERE l.mode = 'SIReadLock' AND a.wait_event_type = 'Lock' AND a.datname = current_database()""";

    private static final String WAITING =
            "SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";

    JobOwnerTest(@TempDir Path data) throws Exception {
        super(Dialect.POSTGRESQL, data, Map.of("VIGNETTE_JOBS_ENABLED", "false"));
    }

    @Test
    void create_whileAnotherOfTheOwnerIsEnqueued_waitsForItAndIsNotRunAnew() {
        var _ = job(ann, slow());
        Database database = server.wiring.library().database();
        var held = new CountDownLatch(1);
        var released = new CountDownLatch(1);
        var other = CompletableFuture.runAsync(
                () -> database.update(handle -> {
                    int rows = handle.execute("UPDATE job_rank SET rank = rank + 1 WHERE tenant = '/ann'");
                    held.countDown();
                    Waiting.await(released);
                    return rows;
                }),
                Thread::startVirtualThread);
        Waiting.await(held);

        var asked = ann.sendAsync(
                "POST",
                "/v2/jobs",
                BodyPublishers.ofString(slow().encode()),
                "Content-Type",
                "application/json",
                "Idempotency-Key",
                "k");
        long serialisable;
        try {
            Waiting.until(() -> number(database, WAITING) == 1);
            serialisable = number(database, SERIALISABLE);
        } finally {
            released.countDown();
        }

        assertThat(asked.join().statusCode()).isEqualTo(202);
        assertThat(serialisable).isZero();
        other.join();
    }

    private static long number(Database database, String sql) {
        return database.read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }
}

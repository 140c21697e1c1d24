package dev.vignette.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.Waiting;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.telemetry.Deadline;
import dev.vignette.telemetry.RequestContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What both databases hold to.
@Timeout(180)
abstract class DatabaseContractTest {
    /// Never comes to its end.
    private static final String ENDLESS =
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT 1 - i FROM n) SELECT count(*) FROM n";

    private static final int CLIENTS = 8;

    @TempDir
    private Path folder;

    private Map<String, String> environment;
    private final List<Database> opened = new ArrayList<>();

    abstract Dialect dialect();

    @BeforeEach
    void make() {
        environment = TestDatabases.environment(dialect(), folder);
        Database database = open();
        database.write(handle -> handle.execute("CREATE TABLE counter (name TEXT PRIMARY KEY, value BIGINT NOT NULL)"));
        database.write(handle -> handle.execute("INSERT INTO counter VALUES ('a', 0)"));
    }

    @AfterEach
    void close() {
        opened.forEach(Database::close);
    }

    private Database open(String... settings) {
        var database = Database.open(TestDatabases.config(environment, settings), folder);
        opened.add(database);
        return database;
    }

    private static long value(Database database, String name) {
        return database.read(handle -> handle.createQuery("SELECT sum(value) FROM counter WHERE name = :name")
                .bind("name", name)
                .mapTo(Long.class)
                .one());
    }

    private static int increment(Database database) {
        return database.write(handle -> {
            long now = handle.createQuery("SELECT value FROM counter WHERE name = 'a'")
                    .mapTo(Long.class)
                    .one();
            return handle.execute("UPDATE counter SET value = ? WHERE name = 'a'", now + 1);
        });
    }

    private static <T> List<T> atOnce(int count, Callable<T> work) throws Exception {
        var results = new ArrayList<T>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures = new ArrayList<Future<T>>();
            for (int i = 0; i < count; i++) {
                futures.add(threads.submit(work));
            }
            for (var future : futures) {
                results.add(future.get());
            }
        }
        return results;
    }

    @Test
    void write_returned_isSeenByAllAndThereAfterReopening() {
        Database database = opened.getFirst();
        assertThat(database.dialect()).isEqualTo(dialect());
        assertThat(increment(database)).isOne();

        assertThat(value(database, "a")).isOne();
        database.close();
        assertThat(value(open(), "a")).isOne();
    }

    @Test
    void write_workThrows_isUndone() {
        Database database = opened.getFirst();
        var failure = new VignetteException(ErrorCode.EXPIRED, "on purpose");

        assertThatThrownBy(() -> database.write(handle -> {
                    handle.execute("UPDATE counter SET value = 7");
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(value(database, "a")).isZero();
        assertThat(increment(database)).isOne();
    }

    @Test
    void write_manyAtOnce_noneIsLost() throws Exception {
        Database database = opened.getFirst();
        long each = 25;

        atOnce(CLIENTS, () -> {
            for (int i = 0; i < each; i++) {
                increment(database);
            }
            return true;
        });

        assertThat(value(database, "a")).isEqualTo(CLIENTS * each);
    }

    /// Each looks first whether there is one already: what one does depends on rows that the other has yet to
    /// write.
    @Test
    void write_manyThatLookFirst_oneAloneDoesIt() throws Exception {
        Database database = opened.getFirst();

        var did = atOnce(
                CLIENTS,
                () -> database.write(handle -> {
                    boolean none = handle.createQuery("SELECT count(*) FROM counter WHERE value = 5")
                                    .mapTo(Integer.class)
                                    .one()
                            == 0;
                    return none
                            ? handle.execute(
                                    "INSERT INTO counter VALUES (?, 5)",
                                    Thread.currentThread().threadId() + "" + System.nanoTime())
                            : 0;
                }));

        assertThat(did.stream().mapToInt(Integer::intValue).sum()).isOne();
    }

    @Test
    void work_withinWork_isRefusedInsteadOfWaitingForItself() {
        Database database = opened.getFirst();

        assertThatThrownBy(() -> database.write(_ -> increment(database))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> database.read(_ -> value(database, "a"))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void work_ofARequest_knowsTheRequest() {
        var context = new RequestContext("the id", Deadline.after(Waiting.PATIENCE));
        Database database = opened.getFirst();

        ScopedValue.where(RequestContext.CURRENT, context).run(() -> {
            RequestContext reading = database.read(_ -> RequestContext.current());
            RequestContext writing = database.write(_ -> RequestContext.current());
            assertThat(reading).isSameAs(context);
            assertThat(writing).isSameAs(context);
        });
        boolean bound = database.read(_ -> RequestContext.CURRENT.isBound());
        assertThat(bound).isFalse();
    }

    @Test
    void statement_wrong_failsAsABugAndNotAsAnOutage() {
        Database database = opened.getFirst();

        assertThatThrownBy(() -> database.read(handle -> handle.execute("SELEKT 1")))
                .isInstanceOf(JdbiException.class);
        assertThatThrownBy(() -> database.write(handle -> handle.execute("INSERT INTO counter VALUES ('a', 1)")))
                .isInstanceOf(JdbiException.class);
        assertThat(database.<Integer>write(
                        handle -> handle.execute("INSERT INTO counter VALUES ('a', 1) ON CONFLICT DO NOTHING")))
                .isZero();
    }

    @Test
    void read_neverEnds_isCalledOffAndTheConnectionIsOfUseAgain() {
        Database database = open("TIMEOUT", "300ms", "POOL_SIZE", "1");

        assertThatThrownBy(() -> database.read(
                        handle -> handle.createQuery(ENDLESS).mapTo(Long.class).one()))
                .isInstanceOfSatisfying(
                        VignetteException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE));
        Waiting.until(() -> value(opened.getFirst(), "a") == 0);
        assertThat(database.<Integer>read(handle ->
                        handle.createQuery("SELECT 3").mapTo(Integer.class).one()))
                .isEqualTo(3);
    }

    @Test
    void read_requestIsOver_isCalledOff() {
        var context = new RequestContext("the id", Deadline.after(Duration.ofMillis(300)));
        Database database = open("TIMEOUT", "10m");

        assertThatThrownBy(() -> ScopedValue.where(RequestContext.CURRENT, context)
                        .run(() -> database.read(handle ->
                                handle.createQuery(ENDLESS).mapTo(Long.class).one())))
                .isInstanceOf(VignetteException.class);
    }

    @Test
    void write_neverEnds_isCalledOffAndUndone() {
        Database database = open("TIMEOUT", "300ms");

        assertThatThrownBy(() -> database.write(handle -> {
                    handle.execute("UPDATE counter SET value = 7");
                    return handle.createQuery(ENDLESS).mapTo(Long.class).one();
                }))
                .isInstanceOfSatisfying(
                        VignetteException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE));
        assertThat(value(opened.getFirst(), "a")).isZero();
    }

    /// The one connection is in use: who waits is told so in time, and who is interrupted stops waiting.
    @Test
    void write_turnDoesNotCome_isToldAndHasNoEffect() throws Exception {
        Database database = open("TIMEOUT", "1s", "POOL_SIZE", "1");
        var holding = new CountDownLatch(1);
        var free = new CountDownLatch(1);
        var failure = new AtomicReference<Throwable>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var holder = threads.submit(() -> database.write(_ -> {
                holding.countDown();
                Waiting.await(free);
                return true;
            }));
            Waiting.await(holding);
            Thread waiting = Thread.ofVirtual().start(() -> {
                try {
                    increment(database);
                } catch (VignetteException e) {
                    failure.set(e);
                }
            });
            waiting.interrupt();
            waiting.join();

            assertThatThrownBy(() -> increment(database))
                    .isInstanceOfSatisfying(
                            VignetteException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OVERLOADED));
            free.countDown();
            assertThat(holder.get()).isTrue();
        }

        assertThat(failure.get())
                .isInstanceOfSatisfying(
                        VignetteException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SHUTTING_DOWN));
        assertThat(value(opened.getFirst(), "a")).isZero();
        assertThat(increment(database)).isOne();
    }
}

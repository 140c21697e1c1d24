package dev.vignette.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.Waiting;
import dev.vignette.config.ConfigException;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A PostgreSQL server that goes away and comes back, with and without changes under way.
@Timeout(300)
final class PostgresFaultTest {
    private static final int CLIENTS = 4;
    private static final int CRASHES = 3;

    @TempDir
    private Path folder;

    private PostgresProcess server;
    private Map<String, String> environment;

    @BeforeEach
    void start() {
        server = new PostgresProcess();
        environment = server.freshDatabase();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Database open(String... settings) {
        return Database.open(TestDatabases.config(environment, settings), folder);
    }

    private static int insert(Database database, int id) {
        return database.write(handle -> handle.execute("INSERT INTO kept VALUES (?)", id));
    }

    private static List<Integer> kept(Database database) {
        return database.read(handle -> handle.createQuery("SELECT id FROM kept ORDER BY id")
                .mapTo(Integer.class)
                .list());
    }

    @Test
    void write_serverCrashesAgainAndAgain_whatReturnedIsThere() throws Exception {
        try (var database = open()) {
            database.write(handle -> handle.execute("CREATE TABLE kept (id BIGINT PRIMARY KEY)"));
            Queue<Integer> returned = new ConcurrentLinkedQueue<>();
            Queue<VignetteException> failures = new ConcurrentLinkedQueue<>();
            var next = new AtomicInteger();
            var over = new AtomicBoolean();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<?>> clients = IntStream.range(0, CLIENTS)
                        .<Future<?>>mapToObj(_ -> threads.submit(() -> {
                            while (!over.get()) {
                                int id = next.incrementAndGet();
                                try {
                                    insert(database, id);
                                    returned.add(id);
                                } catch (VignetteException e) {
                                    failures.add(e);
                                }
                            }
                        }))
                        .toList();
                for (int crash = 0; crash < CRASHES; crash++) {
                    int before = returned.size();
                    Waiting.until(() -> returned.size() > before + 50);
                    server.stop();
                    server.start();
                }
                int before = returned.size();
                Waiting.until(() -> returned.size() > before + 50);
                over.set(true);
                for (var client : clients) {
                    client.get();
                }
            }

            assertThat(kept(database)).containsAll(returned);
            assertThat(failures).allSatisfy(e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE));
        }
    }

    @Test
    void serverIsAway_readAndWrite_areToldSoInTimeAndGoOnAfterwards() {
        try (var database = open("CONNECT_TIMEOUT", "1s")) {
            database.write(handle -> handle.execute("CREATE TABLE kept (id BIGINT PRIMARY KEY)"));
            server.stop();
            long begin = System.nanoTime();
            for (int i = 0; i < 5; i++) {
                assertUnavailable(() -> kept(database));
                assertUnavailable(() -> insert(database, 1));
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Waiting.PATIENCE);

            server.start();
            Waiting.until(() -> comesBack(database));
            assertThat(insert(database, 2)).isOne();
            assertThat(kept(database)).containsExactly(2);
        }
    }

    private static void assertUnavailable(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        VignetteException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_UNAVAILABLE));
    }

    private static boolean comesBack(Database database) {
        try {
            return kept(database).isEmpty();
        } catch (VignetteException e) {
            return false;
        }
    }

    @Test
    void changes_ofAnotherProcess_areHeardAlsoAfterTheServerCameBack() {
        try (var here = open();
                var there = open()) {
            var heard = new Heard();
            here.changes().subscribe("image", heard);
            Waiting.until(() -> heard.times() == 1);
            publish(there, "first");
            Waiting.until(() -> heard.changes().equals(List.of("first")));
            publish(here, "own");
            publish(there, "second");
            Waiting.until(() -> heard.changes().equals(List.of("first", "own", "second")));

            int before = heard.times();
            server.stop();
            Waiting.until(() -> heard.times() > before);
            server.start();
            // What is published before the listener is back is told as missed, so it is published until it is heard.
            Waiting.until(
                    () -> published(there, "third") && heard.changes().getLast().equals("third"));
        }
    }

    private static void publish(Database database, String payload) {
        boolean done = database.write(handle -> {
            database.changes().publish(handle, "image", payload);
            return true;
        });
        assertThat(done).isTrue();
    }

    private static boolean published(Database database, String payload) {
        try {
            publish(database, payload);
            return true;
        } catch (VignetteException e) {
            return false;
        }
    }

    @Test
    void open_serverComesLate_isWaitedFor() {
        server.stop();
        var late = Thread.ofVirtual().start(() -> {
            Waiting.pause(Duration.ofSeconds(1));
            server.start();
        });
        try (var database = open()) {
            int one = database.read(handle ->
                    handle.createQuery("SELECT 1").mapTo(Integer.class).one());
            assertThat(one).isOne();
        } finally {
            join(late);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void open_refusedOrAway_saysSoWithoutThePassword() {
        var wrong = new HashMap<>(environment);
        wrong.put("VIGNETTE_DATABASE_PASSWORD", "not this one");
        assertThatThrownBy(() -> Database.open(TestDatabases.config(wrong), folder))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("VIGNETTE_DATABASE_URL: ")
                .hasMessageNotContaining("not this one");
        server.stop();
        assertThatThrownBy(() -> open("START_TIMEOUT", "0s"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("VIGNETTE_DATABASE_URL: ");
    }
}

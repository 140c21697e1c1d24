package dev.vignette.jobs;

import dev.vignette.config.Settings;
import dev.vignette.database.Database;
import dev.vignette.database.DatabaseConfig;
import dev.vignette.database.Dialect;
import dev.vignette.database.PostgresProcess;
import dev.vignette.telemetry.Tracing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/// The history of a job with 1,000 events, and lists over many jobs. `bench/jobs queries` runs it.
final class JobsQueryBench {
    private static final int TIMES = 2_000;
    private static final Set<String> KINDS = Set.of("test", "other", "third");

    private JobsQueryBench() {}

    /// @param arguments jobs
    static void main(String... arguments) throws Exception {
        int rows = Integer.parseInt(arguments[0]);
        System.out.println("| database | query | P50 ms | P99 ms |\n|---|---|--:|--:|");
        for (Dialect dialect : Dialect.values()) {
            Path folder = Files.createTempDirectory("vignette-jobs-bench-");
            Map<String, String> environment = dialect == Dialect.SQLITE
                    ? Map.of("VIGNETTE_DATABASE_URL", "jdbc:sqlite:" + folder.resolve("bench.db"))
                    : new PostgresProcess("-c", "fsync=off").freshDatabase();
            var all = new HashMap<>(environment);
            all.put("VIGNETTE_DATABASE_TIMEOUT", "600s");
            var settings = Settings.of(all);
            try (var database = Database.open(settings.bind(DatabaseConfig.class), folder);
                    var queue =
                            Jobs.open(settings.bind(JobsConfig.class), database, Tracing.OFF, InstantSource.system())) {
                ManyJobs.insert(database, rows);
                JobId told = withEvents(database, queue);
                for (var query : queries(queue, told).entrySet()) {
                    measure(dialect, query.getKey(), query.getValue());
                }
            }
        }
        System.exit(0); // ends the database
    }

    private static JobId withEvents(Database database, Jobs queue) {
        JobId id = database.write(
                handle -> queue.enqueue(handle, new NewJob("test", JobClass.BACKFILL, "ann", "{}", "things")));
        database.update(handle -> {
            var batch = handle.prepareBatch("""
                    INSERT INTO job_event (job, seq, at, node, attempt, state, step, details)
                    VALUES (?, ?, 0, 'here', 1, 'PROGRESS', 'render', '{"chunk": 7, "done": 50, "failed": 0}')""");
            for (long seq = 2; seq <= 1_000; seq++) {
                batch.bind(0, id.text()).bind(1, seq).add();
            }
            return batch.execute().length;
        });
        return id;
    }

    private static Map<String, Runnable> queries(Jobs queue, JobId told) {
        var queries = new LinkedHashMap<String, Runnable>();
        queries.put(
                "history of 1,000 events",
                () -> require(queue.events(told, 0, 1_000).size() == 1_000));
        queries.put(
                "the last 10 events of them",
                () -> require(queue.events(told, 990, 100).size() == 10));
        queries.put("newest 50 of all", () -> list(queue, JobFilter.ALL));
        queries.put("newest 50 of an owner", () -> list(queue, JobFilter.ALL.ownedBy(owner())));
        queries.put("newest 50 of a kind", () -> list(queue, JobFilter.ALL.ofKind("other")));
        queries.put("newest 50 in a state", () -> list(queue, JobFilter.ALL.in(Set.of(JobState.FAILED))));
        queries.put(
                "newest 50 of an owner in a state",
                () -> list(queue, JobFilter.ALL.ownedBy(owner()).in(Set.of(JobState.FROZEN))));
        return queries;
    }

    private static String owner() {
        return "owner" + ThreadLocalRandom.current().nextInt(97);
    }

    private static void list(Jobs queue, JobFilter filter) {
        require(queue.list(filter, KINDS, Optional.empty(), 50).jobs().size() == 50);
    }

    private static void require(boolean right) {
        if (!right) {
            throw new IllegalStateException("the answer is not what it must be");
        }
    }

    private static void measure(Dialect dialect, String name, Runnable query) {
        double[] millis = new double[TIMES];
        for (int i = -TIMES / 4; i < TIMES; i++) {
            long begun = System.nanoTime();
            query.run();
            if (i >= 0) {
                millis[i] = (System.nanoTime() - begun) / 1e6;
            }
        }
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %.1f | %.1f |%n",
                dialect.name().toLowerCase(Locale.ROOT),
                name,
                millis[TIMES / 2],
                millis[TIMES * 99 / 100]);
    }
}

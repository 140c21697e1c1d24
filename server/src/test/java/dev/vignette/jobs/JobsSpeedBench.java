package dev.vignette.jobs;

import dev.vignette.config.Settings;
import dev.vignette.database.Database;
import dev.vignette.database.DatabaseConfig;
import dev.vignette.database.Dialect;
import dev.vignette.database.PostgresProcess;
import dev.vignette.database.Work;
import dev.vignette.telemetry.Metrics;
import dev.vignette.telemetry.Tracing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/// Empty jobs, enqueued and run, each in transactions that are on disk; and how long the queue takes to start one when
/// there is nothing else to do. `bench/jobs speed` runs it.
final class JobsSpeedBench {
    private static final int SAMPLES = 300;
    private static final int REQUESTS = 8;

    private JobsSpeedBench() {}

    /// @param arguments jobs, producers and workers, as in `10000 4 4`
    static void main(String... arguments) throws Exception {
        int jobs = Integer.parseInt(arguments[0]);
        int producers = Integer.parseInt(arguments[1]);
        var config = Settings.of(Map.of("VIGNETTE_JOBS_INTERACTIVE_WORKERS", arguments[2]))
                .bind(JobsConfig.class);
        for (Dialect dialect : Dialect.values()) {
            Path folder = Files.createTempDirectory("vignette-jobs-bench-");
            Map<String, String> environment = dialect == Dialect.SQLITE
                    ? Map.of("VIGNETTE_DATABASE_URL", "jdbc:sqlite:" + folder.resolve("bench.db"))
                    : new HashMap<>(new PostgresProcess().freshDatabase());
            var settings = Settings.of(environment);
            try (var metrics = new Metrics();
                    var database = Database.open(settings.bind(DatabaseConfig.class), folder);
                    var queue = Jobs.open(config, database, Tracing.OFF, InstantSource.system())) {
                var kind = new Empty();
                queue.start(List.of(kind), JobListener.NONE, metrics);
                throughput(database, queue, kind, 2_000, producers); // warm
                print(dialect, config, jobs, producers, throughput(database, queue, kind, jobs, producers));
                latency(dialect, database, queue, kind);
                ofOneOwner(dialect, database, queue, jobs);
            }
        }
        System.exit(0); // ends the database
    }

    /// Does nothing, and remembers when.
    private static final class Empty implements JobKind {
        private final AtomicLong started = new AtomicLong();
        private final AtomicLong ran = new AtomicLong();

        @Override
        public String name() {
            return TestKind.NAME;
        }

        @Override
        public JobPolicy policy() {
            return JobPolicy.DEFAULT;
        }

        @Override
        public Optional<Chunk> next(String request, Optional<String> place) {
            return Optional.of(new Chunk("", 1, Optional.empty()));
        }

        @Override
        public ChunkResult run(Chunk chunk, JobRun run) {
            started.set(System.nanoTime());
            ran.incrementAndGet();
            return new ChunkResult(1);
        }
    }

    private static NewJob job(String owner) {
        return new NewJob(TestKind.NAME, JobClass.INTERACTIVE, owner, "{\"chunks\": 1}", "things");
    }

    /// Seconds until all were enqueued, and until all had ended.
    private record Times(double enqueued, double ended) {}

    private static Times throughput(Database database, Jobs queue, Empty kind, int jobs, int producers)
            throws Exception {
        long before = ended(database);
        kind.ran.set(0);
        long begun = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<?>>();
            for (int p = 0; p < producers; p++) {
                String owner = "owner" + p;
                int first = p;
                all.add(threads.submit(() -> {
                    for (int i = first; i < jobs; i += producers) {
                        database.write(handle -> queue.enqueue(handle, job(owner)));
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        double enqueued = (System.nanoTime() - begun) / 1e9;
        while (kind.ran.get() < jobs || ended(database) - before < jobs) {
            Thread.sleep(2);
        }
        return new Times(enqueued, (System.nanoTime() - begun) / 1e9);
    }

    /// Eight requests of one owner at a time, each with a transaction of its own, in both ways that there are of these.
    private static void ofOneOwner(Dialect dialect, Database database, Jobs queue, int jobs) throws Exception {
        for (boolean alone : List.of(true, false)) {
            var left = new AtomicLong(jobs);
            var tries = new AtomicLong();
            Work<JobId> work = handle -> {
                tries.incrementAndGet();
                return queue.enqueue(handle, job("one"));
            };
            long begun = System.nanoTime();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var all = new ArrayList<Future<?>>();
                for (int i = 0; i < REQUESTS; i++) {
                    all.add(threads.submit(() -> {
                        while (left.getAndDecrement() > 0) {
                            var _ = alone ? database.write(work) : database.update(work);
                        }
                    }));
                }
                for (Future<?> one : all) {
                    one.get();
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "one owner, %d requests at a time, %s, %s: %.0f a second, %.1f %% of the transactions run anew%n",
                    REQUESTS,
                    dialect.name().toLowerCase(Locale.ROOT),
                    alone ? "serialisable" : "statement by statement",
                    jobs * 1e9 / (System.nanoTime() - begun),
                    100.0 * (tries.get() - jobs) / tries.get());
        }
    }

    private static long ended(Database database) {
        return database.read(
                handle -> handle.createQuery("SELECT COUNT(*) FROM job WHERE kind = 'test' AND state = 'SUCCEEDED'")
                        .mapTo(Long.class)
                        .one());
    }

    private static void print(Dialect dialect, JobsConfig config, int jobs, int producers, Times times) {
        System.out.printf(
                Locale.ROOT,
                "| Vignette, %s, %d workers | %d | %d | %.0f | %.0f |%n",
                dialect.name().toLowerCase(Locale.ROOT),
                config.interactiveWorkers(),
                jobs,
                producers,
                jobs / times.enqueued(),
                jobs / times.ended());
    }

    /// From before the enqueueing until the work begins.
    private static void latency(Dialect dialect, Database database, Jobs queue, Empty kind) throws Exception {
        double[] millis = new double[SAMPLES];
        double[] committed = new double[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            Thread.sleep(37);
            kind.started.set(0);
            long begun = System.nanoTime();
            JobId id = database.write(handle -> queue.enqueue(handle, job("owner")));
            long there = System.nanoTime();
            while (!queue.find(id).orElseThrow().state().isEnd()) {
                Thread.sleep(1);
            }
            millis[i] = (kind.started.get() - begun) / 1e6;
            committed[i] = Math.max(0, (kind.started.get() - there) / 1e6);
        }
        Arrays.sort(millis);
        Arrays.sort(committed);
        System.out.printf(
                Locale.ROOT,
                "latency %s: from the call to the start P50 %.1f ms, P99 %.1f ms; from the commit P50 %.1f ms, P99 %.1f ms%n",
                dialect.name().toLowerCase(Locale.ROOT),
                millis[SAMPLES / 2],
                millis[SAMPLES * 99 / 100],
                committed[SAMPLES / 2],
                committed[SAMPLES * 99 / 100]);
    }
}

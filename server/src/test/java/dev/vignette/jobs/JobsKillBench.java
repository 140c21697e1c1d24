package dev.vignette.jobs;

import dev.vignette.config.Settings;
import dev.vignette.database.Database;
import dev.vignette.database.DatabaseConfig;
import dev.vignette.database.PostgresProcess;
import dev.vignette.telemetry.Tracing;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// Processes that run jobs out of one PostgreSQL are killed with -9 at random and started again; PostgreSQL is
/// stopped at once and started again in the middle; the clock of one process is an hour ahead. Afterwards every
/// job must have ended well, its results must be there once each, and its history must have every attempt that
/// was lost: what was under way in a process when it was killed is known from a journal of its own. `bench/jobs
/// kills` runs it.
final class JobsKillBench {
    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final int jobs;
    private final List<Node> nodes = new ArrayList<>();
    private final Random random = new Random(7);
    private final Path folder = Files.createTempDirectory("vignette-jobs-bench-");
    private final Map<String, Path> journals = new HashMap<>();
    private int kills;

    private JobsKillBench(int jobs) throws IOException {
        this.jobs = jobs;
    }

    /// @param lives how often it was started
    private record Node(int number, int lives, Process process) {}

    /// @param arguments processes, jobs, seconds between kills, the path of libfaketime
    static void main(String... arguments) throws Exception {
        var bench = new JobsKillBench(Integer.parseInt(arguments[1]));
        int status = bench.run(
                Integer.parseInt(arguments[0]), Duration.ofSeconds(Integer.parseInt(arguments[2])), arguments[3]);
        System.exit(status); // ends the database
    }

    private int run(int processes, Duration between, String libfaketime) throws Exception {
        var postgres = new PostgresProcess();
        var environment = new HashMap<>(postgres.freshDatabase());
        environment.put("VIGNETTE_DATABASE_CONNECT_TIMEOUT", "1s");
        try (var database = Database.open(Settings.of(environment).bind(DatabaseConfig.class), folder);
                var queue = Jobs.open(
                        Settings.of(Map.of()).bind(JobsConfig.class), database, Tracing.OFF, InstantSource.system())) {
            BenchKind.createTable(database);
            enqueue(database, queue);
            for (int i = 0; i < processes; i++) {
                nodes.add(start(i, 1, environment, libfaketime));
            }
            long begun = System.nanoTime();
            boolean restarted = false;
            long nextKill = begun + between.toNanos();
            while (left(database) > 0 && System.nanoTime() - begun < PATIENCE.toNanos()) {
                Thread.sleep(PAUSE);
                if (System.nanoTime() > nextKill && left(database) > jobs / 20) {
                    killOne(environment, libfaketime);
                    nextKill = System.nanoTime() + (long) (between.toNanos() * (0.5 + random.nextDouble()));
                }
                if (!restarted && left(database) < jobs / 2) {
                    restarted = true;
                    postgres.stop();
                    Thread.sleep(Duration.ofSeconds(3));
                    postgres.start();
                }
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            nodes.forEach(node -> node.process().destroyForcibly());
            return report(database, processes, seconds, restarted);
        }
    }

    /// Half of them are one chunk, and one in a hundred is fifty.
    private void enqueue(Database database, Jobs queue) {
        for (int from = 0; from < jobs; from += 100) {
            int first = from;
            database.write(handle -> {
                for (int i = first; i < Math.min(jobs, first + 100); i++) {
                    String request = new JsonObject()
                            .put("chunks", i % 100 == 99 ? 50 : 1)
                            .put("millis", 50 + i % 50)
                            .encode();
                    JobClass of = List.of(JobClass.values()).get(i % 3);
                    queue.enqueue(handle, new NewJob(BenchKind.NAME, of, "owner" + i % 7, request, "rows"));
                }
                return first;
            });
        }
    }

    private Node start(int number, int lives, Map<String, String> environment, String libfaketime) throws IOException {
        String name = "node" + number + "." + lives;
        Path journal = folder.resolve(name);
        journals.put(name, journal);
        Files.createFile(journal);
        var builder = new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx256m",
                "-Dlogback.configurationFile=logback-test.xml",
                "-cp",
                System.getProperty("java.class.path"),
                BenchNode.class.getName(),
                name,
                journal.toString());
        builder.environment().putAll(environment);
        if (number == 0) {
            builder.environment()
                    .putAll(Map.of("LD_PRELOAD", libfaketime, "FAKETIME", "+1h", "FAKETIME_DONT_FAKE_MONOTONIC", "1"));
            // Else waits with a time limit end at once.
            builder.environment().put("FAKETIME_FORCE_MONOTONIC_FIX", "0");
        }
        Process process = builder.redirectError(folder.resolve(name + ".log").toFile())
                .redirectOutput(folder.resolve(name + ".out").toFile())
                .start();
        return new Node(number, lives, process);
    }

    private void killOne(Map<String, String> environment, String libfaketime) throws Exception {
        Node node = nodes.get(random.nextInt(nodes.size()));
        node.process().destroyForcibly().waitFor(); // SIGKILL
        kills++;
        nodes.set(nodes.indexOf(node), start(node.number(), node.lives() + 1, environment, libfaketime));
    }

    private long left(Database database) {
        try {
            return number(database, "SELECT COUNT(*) FROM job WHERE ended IS NULL");
        } catch (RuntimeException e) {
            return Long.MAX_VALUE; // PostgreSQL is not back yet
        }
    }

    private static long number(Database database, String sql) {
        return database.read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }

    private record Attempt(String job, long chunk, int attempt) {}

    private int report(Database database, int processes, double seconds, boolean restarted) throws IOException {
        long ended = number(database, "SELECT COUNT(*) FROM job WHERE state = 'SUCCEEDED'");
        long results = number(database, "SELECT COUNT(*) FROM bench_result");
        long again = number(database, "SELECT COUNT(*) FROM bench_result WHERE times > 1");
        long wanted = jobs - jobs / 100 + jobs / 100 * 50L;
        Map<Attempt, String> lost = lost(database);
        Set<Attempt> written = written(database);
        var unseen = new HashSet<Attempt>();
        int underWay = 0;
        for (var journal : journals.entrySet()) {
            for (Attempt attempt : cutOff(journal.getValue())) {
                underWay++;
                if (!lost.containsKey(attempt) && !written.contains(attempt)) {
                    unseen.add(attempt);
                }
            }
        }
        boolean well = ended == jobs && results == wanted && unseen.isEmpty() && restarted;
        System.out.printf(
                "| %d | %d | %.0f s | %d | %d of %d | %d of %d | %d | %d | %d | %d | %s |%n",
                processes,
                jobs,
                seconds,
                kills,
                ended,
                jobs,
                results,
                wanted,
                again,
                underWay,
                lost.size(),
                unseen.size(),
                ahead() ? "an hour ahead" : "NOT ahead");
        if (!well) {
            System.err.println("left in " + folder + "; unseen: " + unseen);
        }
        return well && ahead() ? 0 : 1;
    }

    /// What the histories say was lost.
    private static Map<Attempt, String> lost(Database database) {
        var lost = new HashMap<Attempt, String>();
        database.read(handle -> handle.createQuery(
                        "SELECT job, attempt, details FROM job_event WHERE state IN ('RETRYING', 'FROZEN')")
                .map((row, _) -> {
                    var details = new JsonObject(row.getString("details"));
                    if (JobFailure.WORKER_LOST.equals(details.getString("code"))) {
                        lost.put(
                                new Attempt(row.getString("job"), details.getLong("chunk", 0L), row.getInt("attempt")),
                                details.getString("detail"));
                    }
                    return row.getString("job");
                })
                .list());
        return lost;
    }

    /// Attempts whose end is in the history after all: they were killed between that and their journal.
    private static Set<Attempt> written(Database database) {
        return new HashSet<>(database.<List<Attempt>>read(handle -> handle.createQuery(
                        "SELECT job, attempt, details FROM job_event WHERE state IN ('PROGRESS', 'SUCCEEDED', 'RETRYING')")
                .map((row, _) -> new Attempt(
                        row.getString("job"),
                        new JsonObject(row.getString("details")).getLong("chunk", 0L),
                        row.getInt("attempt")))
                .list()));
    }

    /// What was begun and not ended, by the journal of a process.
    private static Set<Attempt> cutOff(Path journal) throws IOException {
        var open = new HashSet<Attempt>();
        for (String line : Files.readAllLines(journal)) {
            List<String> words = List.of(line.split(" ", 4));
            if (words.size() < 4) {
                continue; // cut off itself
            }
            var attempt = new Attempt(words.get(1), Long.parseLong(words.get(2)), Integer.parseInt(words.get(3)));
            if (words.getFirst().equals("begin")) {
                open.add(attempt);
            } else {
                open.remove(attempt);
            }
        }
        return open;
    }

    /// Whether the first process really took the time for another.
    private boolean ahead() throws IOException {
        for (String line : Files.readAllLines(folder.resolve("node0.1.out"))) {
            if (line.startsWith("ready ")) {
                Instant there = Instant.ofEpochMilli(Long.parseLong(line.substring("ready ".length())));
                return Duration.between(Instant.now(), there).toMinutes() > 30;
            }
        }
        return false; // it was killed before
    }
}

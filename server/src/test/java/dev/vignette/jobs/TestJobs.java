package dev.vignette.jobs;

import dev.vignette.TestClock;
import dev.vignette.Waiting;
import dev.vignette.config.Settings;
import dev.vignette.database.Database;
import dev.vignette.database.Dialect;
import dev.vignette.database.TestDatabases;
import dev.vignette.telemetry.Metrics;
import dev.vignette.telemetry.Tracing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/// Servers that share a database and a clock, which stands still until it is moved.
final class TestJobs implements AutoCloseable {
    static final Duration LEASE = Duration.ofSeconds(1);

    final TestClock clock = new TestClock();
    /// How often a server asked for the time, as it does whenever it looks for work.
    final AtomicLong timesAsked = new AtomicLong();
    final Metrics metrics = new Metrics();
    final Database database;
    /// One that runs nothing.
    final Jobs queue;

    private final List<Jobs> servers = new ArrayList<>();

    TestJobs(Dialect dialect, Path folder) {
        database = TestDatabases.open(dialect, folder);
        queue = server("queue");
    }

    private static JobsConfig config(String... settings) {
        var all = new HashMap<>(Map.of("VIGNETTE_JOBS_LEASE", LEASE.toSeconds() + "s"));
        for (int i = 0; i < settings.length; i += 2) {
            all.put("VIGNETTE_JOBS_" + settings[i], settings[i + 1]);
        }
        return Settings.of(all).bind(JobsConfig.class);
    }

    private Jobs server(String node, String... settings) {
        var counted = JobClock.of(() -> {
            timesAsked.incrementAndGet();
            return clock.instant();
        });
        Jobs jobs = Jobs.open(config(settings), database, Tracing.OFF, counted, node);
        servers.add(jobs);
        return jobs;
    }

    /// One that runs jobs from now on.
    Jobs start(String node, List<JobKind> kinds, String... settings) {
        Jobs jobs = server(node, settings);
        jobs.start(kinds, JobListener.NONE, metrics);
        return jobs;
    }

    /// The servers over PostgreSQL hear of it; those over SQLite, where in truth there is only one, are told here.
    JobId enqueue(NewJob job) {
        return database.write(handle -> {
            if (database.dialect() == Dialect.SQLITE) {
                database.changes()
                        .publish(
                                handle,
                                "jobs",
                                "queue waiting " + job.jobClass().label());
            }
            return queue.enqueue(handle, job);
        });
    }

    JobId enqueue(JobClass of, String owner, int chunks) {
        return enqueue(new NewJob(TestKind.NAME, of, owner, "{\"chunks\": " + chunks + "}", "things"));
    }

    JobId enqueue(int chunks) {
        return enqueue(JobClass.UPLOAD, "ann", chunks);
    }

    Job job(JobId id) {
        return queue.find(id).orElseThrow();
    }

    Job await(JobId id, Predicate<Job> what) {
        Waiting.until(() -> what.test(job(id)));
        return job(id);
    }

    /// While time stands still.
    Job endedAtOnce(JobId id) {
        return await(id, job -> job.state().isEnd());
    }

    /// Lets time pass while there are pauses.
    Job ended(JobId id) {
        Waiting.until(() -> {
            JobState state = job(id).state();
            if (state == JobState.RETRYING) {
                clock.advance(Duration.ofMillis(10));
            }
            return state.isEnd();
        });
        return job(id);
    }

    /// Those who should have been heard of since are dead.
    void passLease() {
        clock.advance(LEASE.multipliedBy(2));
    }

    List<JobEvent> events(JobId id) {
        return queue.events(id, 0, 10_000);
    }

    /// As in `STARTED 1 here`.
    List<String> history(JobId id) {
        return events(id).stream()
                .map(event -> event.state() + " " + event.attempt() + " " + event.node())
                .toList();
    }

    long count(String table) {
        return database.read(handle -> handle.createQuery("SELECT COUNT(*) FROM " + table)
                .mapTo(Long.class)
                .one());
    }

    /// A server that took the next run, and then was not heard of any more.
    Lease takenByOneThatDies(String node) {
        var picking = new Picking(database, Tracing.OFF, node);
        return picking.take(JobClass.UPLOAD, Map.of(TestKind.NAME, 1), 1, clock)
                .picked()
                .getFirst()
                .lease();
    }

    @Override
    public void close() {
        servers.forEach(Jobs::close);
        database.close();
        metrics.close();
    }
}

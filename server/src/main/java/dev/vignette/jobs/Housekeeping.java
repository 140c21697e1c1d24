package dev.vignette.jobs;

import dev.vignette.database.Database;
import dev.vignette.database.Work;
import dev.vignette.error.VignetteException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Forgets what was to be kept for a time, a few jobs in each transaction, and looks at what waits. Any number of
/// servers may do so at a time.
final class Housekeeping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final int FEW = 100;
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final Duration SWEEP = Duration.ofMinutes(1);
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

    private final JobsConfig config;
    private final Database database;
    private final JobClock clock;
    private final JobMeters meters;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("jobs-housekeeping").daemon().factory());

    Housekeeping(JobsConfig config, Database database, JobClock clock, JobMeters meters) {
        this.config = config;
        this.database = database;
        this.clock = clock;
        this.meters = meters;
    }

    void start() {
        every(LOOK, this::look);
        every(SWEEP, this::sweep);
    }

    private void every(Duration pause, Runnable work) {
        var _ = timer.scheduleWithFixedDelay(
                () -> {
                    try {
                        work.run();
                    } catch (VignetteException e) {
                        LOG.debug("later", e);
                    } catch (RuntimeException e) {
                        LOG.error("jobs cannot be looked after", e); // the next time may be better
                    }
                },
                pause.toMillis(),
                pause.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    void look() {
        long now = clock.now().toEpochMilli();
        Map<JobClass, JobMeters.Waiting> waiting = new EnumMap<>(JobClass.class);
        database.read(handle -> {
            handle.createQuery("""
                            SELECT class, COUNT(*) AS runs, MIN(since) AS since FROM job_run
                            WHERE picked_by IS NULL GROUP BY class""")
                    .map((row, _) -> waiting.put(
                            JobClass.of(row.getString("class")),
                            new JobMeters.Waiting(row.getLong("runs"), Math.max(0, now - row.getLong("since")))))
                    .list();
            return waiting;
        });
        meters.wait(waiting);
    }

    /// All that is to be forgotten by now.
    void sweep() {
        Instant now = clock.now();
        while (batch(handle -> prune(handle, now.minus(config.history()))) == FEW) {
            LOG.debug("histories were removed");
        }
        while (batch(handle -> sum(handle, now.minus(config.summary()))) == FEW) {
            LOG.debug("jobs were summed up");
        }
        var _ = batch(Line::forget);
    }

    private int batch(Work<Integer> work) {
        return Thread.currentThread().isInterrupted() ? 0 : database.update(work);
    }

    /// Removes the events of some jobs that ended before a time.
    private static int prune(Handle handle, Instant before) {
        List<String> jobs = handle.createQuery(
                        "SELECT id FROM job WHERE pruned = 0 AND ended IS NOT NULL AND ended < ? ORDER BY ended LIMIT ?")
                .bind(0, before.toEpochMilli())
                .bind(1, FEW)
                .mapTo(String.class)
                .list();
        if (!jobs.isEmpty()) {
            List<String> still = handle.createQuery("""
                            UPDATE job SET pruned = 1
                            WHERE id IN (<jobs>) AND pruned = 0 AND ended IS NOT NULL AND ended < :before RETURNING id""")
                    .bindList("jobs", jobs)
                    .bind("before", before.toEpochMilli())
                    .mapTo(String.class)
                    .list();
            if (!still.isEmpty()) { // else all were queued anew meanwhile
                handle.createUpdate("DELETE FROM job_event WHERE job IN (<jobs>)")
                        .bindList("jobs", still)
                        .execute();
            }
        }
        return jobs.size();
    }

    private record Ended(long day, String kind, String state, long done, long failed, long millis) {}

    /// Adds some jobs that ended before a time to the sums of their days, and removes them. The conditions are told
    /// twice, since PostgreSQL looks at the outer ones again when a job was queued anew meanwhile.
    private static int sum(Handle handle, Instant before) {
        List<Ended> removed = handle.createQuery("""
                        DELETE FROM job WHERE id IN (
                            SELECT id FROM job WHERE pruned = 1 AND ended IS NOT NULL AND ended < ? ORDER BY ended LIMIT ?)
                            AND pruned = 1 AND ended IS NOT NULL AND ended < ?
                        RETURNING ended, kind, state, done, failed, COALESCE(ended - started, 0) AS millis""")
                .bind(0, before.toEpochMilli())
                .bind(1, FEW)
                .bind(2, before.toEpochMilli())
                .map((row, _) -> new Ended(
                        row.getLong("ended") / DAY_MILLIS,
                        row.getString("kind"),
                        row.getString("state"),
                        row.getLong("done"),
                        row.getLong("failed"),
                        row.getLong("millis")))
                .list();
        removed.forEach(one -> add(handle, one));
        return removed.size();
    }

    private static void add(Handle handle, Ended one) {
        handle.createUpdate("""
                        INSERT INTO job_day (day, kind, state, jobs, done, failed, millis) VALUES (?, ?, ?, 1, ?, ?, ?)
                        ON CONFLICT (day, kind, state) DO UPDATE SET jobs = job_day.jobs + 1,
                            done = job_day.done + excluded.done, failed = job_day.failed + excluded.failed,
                            millis = job_day.millis + excluded.millis""")
                .bind(0, one.day())
                .bind(1, one.kind())
                .bind(2, one.state())
                .bind(3, one.done())
                .bind(4, one.failed())
                .bind(5, one.millis())
                .execute();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}

package dev.vignette.jobs;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Where runs stand. Within a class the tenants take turns, by start-time fair queueing: a run's rank is one more
/// than that of its tenant's run before, but not below that of the run taken last. Who has nothing waiting is so
/// next, and who has a thousand things waiting has the next turn after everybody else had one. A run that waits
/// for its next attempt stands nowhere; when its pause is over, it is given a rank as a new one.
final class Line {
    private Line() {}

    /// A run that begins to wait.
    ///
    /// @param chunk 0 for the one that finds the chunks
    record Run(JobId job, long chunk, String kind, JobClass jobClass, String tenant) {
        /// What db-scheduler knows it by.
        String instance() {
            return job.text() + "/" + chunk;
        }
    }

    static void enter(Handle handle, Run run, Instant now) {
        handle.createUpdate("""
                        INSERT INTO job_run (task_instance, task_name, class, job, chunk, rank, since, execution_time)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)""")
                .bind(0, run.instance())
                .bind(1, run.kind())
                .bind(2, run.jobClass().label())
                .bind(3, run.job().text())
                .bind(4, run.chunk())
                .bind(5, rank(handle, run))
                .bind(6, now.toEpochMilli())
                .bind(7, now.toEpochMilli())
                .execute();
    }

    private static final int MANY = 500;
    private static final String WHOSE_PAUSE_IS_OVER =
            "class = ? AND picked_by IS NULL AND delayed = 1 AND execution_time <= ?";

    /// Whether there are runs of a class whose pause is over.
    static boolean someAreDue(Handle handle, JobClass of, Instant now) {
        return handle.createQuery("SELECT 1 FROM job_run WHERE " + WHOSE_PAUSE_IS_OVER + " LIMIT 1")
                .bind(0, of.label())
                .bind(1, now.toEpochMilli())
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    /// Puts those back whose pause is over, up to a few hundred. In the order of their tenants, so that two servers
    /// that change the same rows of `job_rank` do it in the same order.
    ///
    /// @return how many
    static int reenter(Handle handle, JobClass of, Instant now, String lockingFree) {
        List<String> instances = handle.createQuery("SELECT task_instance FROM job_run WHERE " + WHOSE_PAUSE_IS_OVER
                        + " ORDER BY execution_time LIMIT ?" + lockingFree)
                .bind(0, of.label())
                .bind(1, now.toEpochMilli())
                .bind(2, MANY)
                .mapTo(String.class)
                .list();
        if (instances.isEmpty()) {
            return 0;
        }
        List<Run> runs = handle.createQuery("""
                        SELECT r.job, r.chunk, r.task_name, j.owner FROM job_run r JOIN job j ON j.id = r.job
                        WHERE r.task_instance IN (<instances>) ORDER BY j.owner, r.execution_time, r.task_instance""")
                .bindList("instances", instances)
                .map((row, _) -> new Run(
                        new JobId(row.getString("job")),
                        row.getLong("chunk"),
                        row.getString("task_name"),
                        of,
                        row.getString("owner")))
                .list();
        for (Run run : runs) {
            handle.createUpdate("UPDATE job_run SET delayed = 0, rank = ? WHERE task_instance = ?")
                    .bind(0, rank(handle, run))
                    .bind(1, run.instance())
                    .execute();
        }
        return runs.size();
    }

    /// A tenant's name has a slash before it, so that none is that of the line.
    private static long rank(Handle handle, Run run) {
        return handle.createQuery("""
                        INSERT INTO job_rank (class, tenant, rank)
                        SELECT class, ?, rank FROM job_rank WHERE class = ? AND tenant = ''
                        ON CONFLICT (class, tenant) DO UPDATE SET rank =
                            CASE WHEN job_rank.rank < excluded.rank THEN excluded.rank ELSE job_rank.rank + 1 END
                        RETURNING rank""")
                .bind(0, "/" + run.tenant())
                .bind(1, run.jobClass().label())
                .mapTo(Long.class)
                .one();
    }

    /// The line has come as far as this.
    static void taken(Handle handle, JobClass of, long rank) {
        handle.createUpdate("UPDATE job_rank SET rank = ? WHERE class = ? AND tenant = '' AND rank < ?")
                .bind(0, rank)
                .bind(1, of.label())
                .bind(2, rank)
                .execute();
    }

    /// Forgets tenants of whom nobody has to know, since the line is past them.
    static int forget(Handle handle) {
        return handle.createUpdate("""
                        DELETE FROM job_rank WHERE tenant <> '' AND rank <
                            (SELECT head.rank FROM job_rank head WHERE head.class = job_rank.class AND head.tenant = '')
                        """).execute();
    }
}

package dev.vignette.jobs;

import dev.vignette.telemetry.Trace;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Leases in the rows of runs: whoever finds the row of the version that he took has his lease still.
final class Leases {
    private Leases() {}

    /// @return false when the lease was lost
    static boolean remove(Handle handle, Lease lease) {
        return handle.createUpdate(
                                "DELETE FROM job_run WHERE task_instance = ? AND version = ? AND picked_by IS NOT NULL")
                        .bind(0, lease.run().instance())
                        .bind(1, lease.version())
                        .execute()
                == 1;
    }

    /// @return false when the lease was lost
    static boolean putBack(Handle handle, Lease lease, int failures, Instant time, boolean later) {
        return handle.createUpdate("""
                                UPDATE job_run SET picked_by = NULL, last_heartbeat = NULL, version = version + 1,
                                    consecutive_failures = consecutive_failures + ?, execution_time = ?, since = ?,
                                    delayed = ?
                                WHERE task_instance = ? AND version = ? AND picked_by IS NOT NULL""")
                        .bind(0, failures)
                        .bind(1, time.toEpochMilli())
                        .bind(2, time.toEpochMilli())
                        .bind(3, later ? 1 : 0)
                        .bind(4, lease.run().instance())
                        .bind(5, lease.version())
                        .execute()
                == 1;
    }

    /// @return false when the lease was lost
    static boolean renew(Handle handle, String instance, long version, Instant now) {
        return handle.createUpdate("""
                                UPDATE job_run SET last_heartbeat = ?
                                WHERE task_instance = ? AND version = ? AND picked_by IS NOT NULL""")
                        .bind(0, now.toEpochMilli())
                        .bind(1, instance)
                        .bind(2, version)
                        .execute()
                == 1;
    }

    /// The lease of a worker that is not heard of any more.
    ///
    /// @return empty when it has ended meanwhile
    static Optional<Lease> find(Handle handle, String instance, long version) {
        return handle.createQuery("""
                        SELECT r.task_name, r.class, r.job, r.chunk, r.consecutive_failures, r.picked_by, j.owner
                        FROM job_run r JOIN job j ON j.id = r.job
                        WHERE r.task_instance = ? AND r.version = ? AND r.picked_by IS NOT NULL""")
                .bind(0, instance)
                .bind(1, version)
                .map((row, _) -> new Lease(
                        new Line.Run(
                                new JobId(row.getString("job")),
                                row.getLong("chunk"),
                                row.getString("task_name"),
                                JobClass.of(row.getString("class")),
                                row.getString("owner")),
                        version,
                        row.getInt("consecutive_failures") + 1,
                        named(row.getString("picked_by")),
                        Trace.NONE))
                .findOne();
    }

    private static String named(@Nullable String node) {
        return node == null ? "" : node;
    }
}

package dev.vignette.jobs;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;

/// The rows of jobs, read.
final class JobRows {
    /// What [#job] reads.
    static final String COLUMNS = "id, kind, class, owner, state, request, unit, step, done, failed, total, attempts,"
            + " started, ended, code, detail, result, traceparent, events";

    private JobRows() {}

    static Optional<Job> find(Handle handle, JobId id) {
        return handle.createQuery("SELECT " + COLUMNS + " FROM job WHERE id = ?")
                .bind(0, id.text())
                .map((row, _) -> job(row))
                .findOne();
    }

    static Job job(ResultSet row) throws SQLException {
        return new Job(
                new JobId(row.getString("id")),
                row.getString("kind"),
                JobClass.of(row.getString("class")),
                row.getString("owner"),
                JobState.valueOf(row.getString("state")),
                row.getString("request"),
                row.getString("step"),
                new Job.Progress(
                        row.getLong("done"),
                        row.getLong("failed"),
                        number(row, "total").map(OptionalLong::of).orElse(OptionalLong.empty()),
                        row.getString("unit")),
                row.getInt("attempts"),
                number(row, "started").map(Instant::ofEpochMilli),
                number(row, "ended").map(Instant::ofEpochMilli),
                failure(row),
                Optional.ofNullable(row.getString("result")),
                Optional.ofNullable(row.getString("traceparent")),
                row.getLong("events"));
    }

    private static Optional<JobFailure> failure(ResultSet row) throws SQLException {
        String code = row.getString("code");
        return code == null ? Optional.empty() : Optional.of(new JobFailure(code, row.getString("detail")));
    }

    private static Optional<Long> number(ResultSet row, String column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(number);
    }

    static List<JobEvent> events(Handle handle, JobId id, long after, int most) {
        return handle.createQuery("""
                        SELECT job, seq, at, node, attempt, state, step, details, trace, span FROM job_event
                        WHERE job = ? AND seq > ? ORDER BY seq LIMIT ?""")
                .bind(0, id.text())
                .bind(1, after)
                .bind(2, most)
                .map((row, _) -> event(row))
                .list();
    }

    private static JobEvent event(ResultSet row) throws SQLException {
        return new JobEvent(
                new JobId(row.getString("job")),
                row.getLong("seq"),
                Instant.ofEpochMilli(row.getLong("at")),
                row.getString("node"),
                row.getInt("attempt"),
                JobState.valueOf(row.getString("state")),
                row.getString("step"),
                row.getString("details"),
                Optional.ofNullable(row.getString("trace")),
                Optional.ofNullable(row.getString("span")));
    }
}

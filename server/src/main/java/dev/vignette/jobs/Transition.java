package dev.vignette.jobs;

import dev.vignette.telemetry.Trace;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/// A transition about to be written: its event. The statement that changes the row of the job counts `events` up
/// by one, in the same transaction and before this: so events are numbered and seen in one order, since the row
/// is locked until that is committed.
///
/// @param attempt 0 when it tells of no attempt
record Transition(JobState state, int attempt, JsonObject details, Trace trace) {
    static Transition of(JobState state) {
        return new Transition(state, 0, new JsonObject(), Trace.NONE);
    }

    void write(Handle handle, JobId job, String node, Instant now) {
        handle.createUpdate("""
                        INSERT INTO job_event (job, seq, at, node, attempt, state, step, details, trace, span)
                        SELECT id, events, ?, ?, ?, ?, step, ?, ?, ? FROM job WHERE id = ?""")
                .bind(0, now.toEpochMilli())
                .bind(1, node)
                .bind(2, attempt)
                .bind(3, state.name())
                .bind(4, details.encode())
                .bind(5, trace.id().orElse(null))
                .bind(6, trace.spanId().orElse(null))
                .bind(7, job.text())
                .execute();
    }
}

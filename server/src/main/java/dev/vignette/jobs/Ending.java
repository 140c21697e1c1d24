package dev.vignette.jobs;

import dev.vignette.database.Database;
import io.vertx.core.json.JsonObject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/// Writes down how attempts ended: what is true of the run, of its job, and the history, in one transaction. It
/// begins with the row of the run, of the version that was taken: who was not heard of for too long, and whose
/// run was given to somebody else, or whose job was cancelled, does not find it, and changes nothing.
///
/// Rows are locked in one order: the run's, the job's, those of the line.
final class Ending {
    /// When no more chunks than this are left in the line, more are looked for.
    static final int FEW = 20;

    private final Database database;
    private final JobListener listener;

    Ending(Database database, JobListener listener) {
        this.database = database;
        this.listener = listener;
    }

    /// What was written.
    ///
    /// @param states that the job went through
    /// @param waiting whether there is something new to be run
    record Written(List<JobState> states, boolean waiting) {}

    /// @return empty when the lease was lost
    Optional<Written> write(Lease lease, Outcome outcome, Instant now) {
        return database.update(handle -> switch (outcome) {
            case Outcome.Planned(List<Chunk> chunks, Optional<String> next) ->
                planned(handle, lease, chunks, next, next.isPresent() ? 0 : 1, now);
            case Outcome.Waiting(List<Chunk> chunks, Optional<String> place) ->
                planned(handle, lease, chunks, place, 0, now);
            case Outcome.Done done -> done(handle, lease, done, now);
            case Outcome.Again again -> again(handle, lease, again, now);
            case Outcome.Over over -> over(handle, lease, over, now);
            case Outcome.GivenBack(JobFailure why) -> givenBack(handle, lease, why, now);
        });
    }

    /// What is left of a job.
    private record Rest(int runs, int planned, int parked, int frozen) {
        static Rest of(ResultSet row) throws SQLException {
            return new Rest(row.getInt("runs"), row.getInt("planned"), row.getInt("parked"), row.getInt("frozen"));
        }

        boolean none() {
            return runs == 0 && planned > 0;
        }
    }

    private static final String REST = " WHERE id = :job RETURNING runs, planned, parked, frozen";

    /// @param place where it goes on
    /// @param planned 1 when all chunks are known
    private Optional<Written> planned(
            Handle handle, Lease lease, List<Chunk> chunks, Optional<String> place, int planned, Instant now) {
        if (!Leases.remove(handle, lease)) {
            return Optional.empty();
        }
        Line.Run run = lease.run();
        long first = handle.createQuery("SELECT chunks FROM job WHERE id = ?")
                        .bind(0, run.job().text())
                        .mapTo(Long.class)
                        .one()
                + 1;
        Rest rest = handle.createQuery("""
                        UPDATE job SET place = :place, planned = :planned, chunks = chunks + :more,
                            runs = runs + :more - 1""" + REST)
                .bind("place", place.orElse(null))
                .bind("planned", planned)
                .bind("more", chunks.size())
                .bind("job", run.job().text())
                .map((row, _) -> Rest.of(row))
                .one();
        for (int i = 0; i < chunks.size(); i++) {
            Chunk chunk = chunks.get(i);
            handle.createUpdate("INSERT INTO job_chunk (job, number, payload, size) VALUES (?, ?, ?, ?)")
                    .bind(0, run.job().text())
                    .bind(1, first + i)
                    .bind(2, chunk.payload())
                    .bind(3, chunk.size())
                    .execute();
            Line.enter(handle, new Line.Run(run.job(), first + i, run.kind(), run.jobClass(), run.tenant()), now);
        }
        if (chunks.isEmpty() && planned == 0 && rest.runs() > 0) {
            return Optional.of(new Written(List.of(), false)); // it comes again when one of the others has ended
        }
        return Optional.of(goOn(handle, lease, rest, List.of(), now));
    }

    private Optional<Written> done(Handle handle, Lease lease, Outcome.Done outcome, Instant now) {
        if (!Leases.remove(handle, lease)) {
            return Optional.empty();
        }
        Line.Run run = lease.run();
        ChunkResult result = outcome.result();
        if (!outcome.whole()) {
            handle.createUpdate("DELETE FROM job_chunk WHERE job = ? AND number = ?")
                    .bind(0, run.job().text())
                    .bind(1, run.chunk())
                    .execute();
        }
        Rest rest = handle.createQuery("""
                        UPDATE job SET done = done + :done, failed = failed + :failed, result = COALESCE(:result, result),
                            runs = runs - 1, planned = CASE WHEN :whole = 1 THEN 1 ELSE planned END,
                            events = events + 1 - :whole,
                            state = CASE WHEN :whole = 1 THEN state ELSE 'PROGRESS' END""" + REST)
                .bind("done", result.done())
                .bind("failed", result.failed())
                .bind("result", result.result().orElse(null))
                .bind("whole", outcome.whole() ? 1 : 0)
                .bind("job", run.job().text())
                .map((row, _) -> Rest.of(row))
                .one();
        if (outcome.whole()) {
            return Optional.of(goOn(handle, lease, rest, List.of(), now));
        }
        var details = about(run).put("done", result.done()).put("failed", result.failed());
        write(handle, lease, JobState.PROGRESS, details, now);
        return Optional.of(goOn(handle, lease, rest, List.of(JobState.PROGRESS), now));
    }

    private Optional<Written> again(Handle handle, Lease lease, Outcome.Again outcome, Instant now) {
        long millis = outcome.pause().toMillis();
        if (!Leases.putBack(handle, lease, 1, now.plusMillis(millis), millis > 0)) {
            return Optional.empty();
        }
        retrying(handle, lease, about(lease.run(), outcome.failure()).put("pause", millis), now);
        return Optional.of(new Written(List.of(JobState.RETRYING), millis == 0));
    }

    private Optional<Written> givenBack(Handle handle, Lease lease, JobFailure why, Instant now) {
        if (!Leases.putBack(handle, lease, 0, now, false)) {
            return Optional.empty();
        }
        retrying(handle, lease, about(lease.run(), why), now);
        return Optional.of(new Written(List.of(JobState.RETRYING), true));
    }

    private static void retrying(Handle handle, Lease lease, JsonObject details, Instant now) {
        handle.createUpdate("UPDATE job SET state = 'RETRYING', events = events + 1 WHERE id = ?")
                .bind(0, lease.run().job().text())
                .execute();
        write(handle, lease, JobState.RETRYING, details, now);
    }

    private Optional<Written> over(Handle handle, Lease lease, Outcome.Over outcome, Instant now) {
        if (!Leases.remove(handle, lease)) {
            return Optional.empty();
        }
        Line.Run run = lease.run();
        Rest rest = handle.createQuery("""
                        UPDATE job SET runs = runs - 1, parked = parked + 1, frozen = frozen + :frozen,
                            planned = CASE WHEN :chunk = 0 THEN 2 ELSE planned END, code = COALESCE(code, :code),
                            detail = COALESCE(detail, :detail)""" + REST)
                .bind("frozen", outcome.frozen() ? 1 : 0)
                .bind("chunk", run.chunk())
                .bind("code", outcome.failure().code())
                .bind("detail", outcome.failure().detail())
                .bind("job", run.job().text())
                .map((row, _) -> Rest.of(row))
                .one();
        if (rest.none()) {
            return Optional.of(finish(handle, lease, rest, List.of(), about(run, outcome.failure()), now));
        }
        handle.createUpdate("UPDATE job SET state = 'PROGRESS', events = events + 1 WHERE id = ?")
                .bind(0, run.job().text())
                .execute();
        write(handle, lease, JobState.PROGRESS, about(run, outcome.failure()), now);
        return Optional.of(goOn(handle, lease, rest, List.of(JobState.PROGRESS), now));
    }

    /// The end of the job, or more to do, or neither.
    private Written goOn(Handle handle, Lease lease, Rest rest, List<JobState> states, Instant now) {
        Line.Run run = lease.run();
        if (rest.none()) {
            return finish(handle, lease, rest, states, new JsonObject(), now);
        }
        var finding = new Line.Run(run.job(), 0, run.kind(), run.jobClass(), run.tenant());
        boolean more = rest.planned() == 0 && rest.runs() <= FEW && !waits(handle, finding);
        if (more) {
            handle.createUpdate("UPDATE job SET runs = runs + 1 WHERE id = ?")
                    .bind(0, run.job().text())
                    .execute();
            Line.enter(handle, finding, now);
        }
        return new Written(states, more || run.chunk() == 0);
    }

    private static boolean waits(Handle handle, Line.Run run) {
        return handle.createQuery("SELECT 1 FROM job_run WHERE task_instance = ?")
                .bind(0, run.instance())
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    private Written finish(
            Handle handle, Lease lease, Rest rest, List<JobState> before, JsonObject details, Instant now) {
        JobId job = lease.run().job();
        JobState state =
                rest.parked() == 0 ? JobState.SUCCEEDED : rest.frozen() > 0 ? JobState.FROZEN : JobState.FAILED;
        handle.createUpdate("""
                        UPDATE job SET state = ?, ended = ?, events = events + 1,
                            total = CASE WHEN parked = 0 THEN done ELSE total END WHERE id = ?""")
                .bind(0, state.name())
                .bind(1, now.toEpochMilli())
                .bind(2, job.text())
                .execute();
        write(handle, lease, state, details, now);
        listener.ended(handle, JobRows.find(handle, job).orElseThrow());
        return new Written(Stream.concat(before.stream(), Stream.of(state)).toList(), false);
    }

    private static void write(Handle handle, Lease lease, JobState state, JsonObject details, Instant now) {
        new Transition(state, lease.attempt(), details, lease.trace())
                .write(handle, lease.run().job(), lease.node(), now);
    }

    private static JsonObject about(Line.Run run) {
        return run.chunk() == 0 ? new JsonObject() : new JsonObject().put("chunk", run.chunk());
    }

    private static JsonObject about(Line.Run run, JobFailure failure) {
        return about(run).put("code", failure.code()).put("detail", failure.detail());
    }

    /// A sign of life, in the middle of a run.
    ///
    /// @param step what it is at now, to be told in the history
    /// @return false when the lease was lost
    boolean step(Lease lease, String step, Instant now) {
        return database.update(handle -> {
            if (!Leases.renew(handle, lease.run().instance(), lease.version(), now)) {
                return false;
            }
            handle.createUpdate("UPDATE job SET state = 'PROGRESS', step = ?, events = events + 1 WHERE id = ?")
                    .bind(0, step)
                    .bind(1, lease.run().job().text())
                    .execute();
            write(handle, lease, JobState.PROGRESS, about(lease.run()), now);
            return true;
        });
    }
}

package dev.vignette.jobs;

import dev.vignette.database.Database;
import dev.vignette.telemetry.Tracing;
import io.vertx.core.json.JsonObject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Takes the first runs of a line. That they are taken, and that their jobs have started, is one transaction.
final class Picking {
    private final Database database;
    private final Tracing tracing;
    private final String node;

    Picking(Database database, Tracing tracing, String node) {
        this.database = database;
        this.tracing = tracing;
        this.node = node;
    }

    /// What was taken.
    ///
    /// @param transitions how many of them began or resumed a job, by kind
    record Batch(List<Picked> picked, Map<String, Integer> transitions) {}

    /// Puts those into the line whose pause is over; to be called before some are taken. What gives ranks is a
    /// transaction of its own: others that change a job have its row before that of a rank.
    void reenter(JobClass of, InstantSource time) {
        if (database.read(handle -> Line.someAreDue(handle, of, time.instant()))) {
            database.update(handle ->
                    Line.reenter(handle, of, time.instant(), database.dialect().lockingFree()));
        }
    }

    /// @param room how many of each kind may be taken
    /// @param most in all
    /// @param time asked when the runs are found: nothing begins before it was asked for
    Batch take(JobClass of, Map<String, Integer> room, int most, InstantSource time) {
        if (room.isEmpty()) {
            return new Batch(List.of(), Map.of());
        }
        return database.update(handle -> take(handle, of, room, most, time));
    }

    private record Candidate(String instance, String kind, long rank) {}

    private Batch take(Handle handle, JobClass of, Map<String, Integer> room, int most, InstantSource time) {
        var left = new HashMap<>(room);
        var taken = new ArrayList<Candidate>();
        while (!left.isEmpty() && taken.size() < most) {
            int wanted = most - taken.size();
            List<Candidate> candidates = candidates(handle, of, left, wanted);
            List<Candidate> fitting = candidates.stream()
                    .filter(one -> left.merge(one.kind(), -1, Integer::sum) >= 0)
                    .toList();
            mark(handle, of, fitting, time.instant());
            taken.addAll(fitting);
            if (candidates.size() < wanted) {
                break;
            }
            left.values().removeIf(some -> some <= 0); // who has no room was in the way of others
        }
        return taken.isEmpty()
                ? new Batch(List.of(), Map.of())
                : started(handle, taken(handle, instances(taken)), time.instant());
    }

    private static List<String> instances(List<Candidate> candidates) {
        return candidates.stream().map(Candidate::instance).toList();
    }

    private void mark(Handle handle, JobClass of, List<Candidate> candidates, Instant now) {
        if (candidates.isEmpty()) {
            return;
        }
        handle.createUpdate("""
                        UPDATE job_run SET picked_by = :node, last_heartbeat = :now, version = version + 1
                        WHERE task_instance IN (<instances>)""")
                .bind("node", node)
                .bind("now", now.toEpochMilli())
                .bindList("instances", instances(candidates))
                .execute();
        Line.taken(handle, of, candidates.getLast().rank());
    }

    private List<Candidate> candidates(Handle handle, JobClass of, Map<String, Integer> room, int most) {
        return handle.createQuery("""
                        SELECT task_instance, task_name, rank FROM job_run
                        WHERE class = :class AND picked_by IS NULL AND delayed = 0 AND task_name IN (<kinds>)
                        ORDER BY rank, task_instance LIMIT :most""" + database.dialect().lockingFree())
                .bind("class", of.label())
                .bindList("kinds", List.copyOf(room.keySet()))
                .bind("most", most)
                .map((row, _) -> new Candidate(row.getString(1), row.getString(2), row.getLong(3)))
                .list();
    }

    /// @param state of the job as it was before
    private record Taken(Picked picked, JobState state) {}

    /// In the order of their jobs, so that two servers that change the same jobs do it in the same order.
    private List<Taken> taken(Handle handle, List<String> instances) {
        return handle.createQuery("""
                        SELECT r.task_name, r.class, r.job, r.chunk, r.version, r.consecutive_failures,
                            j.owner, j.request, j.state, j.traceparent, j.place, j.chunks, j.runs, c.payload, c.size
                        FROM job_run r JOIN job j ON j.id = r.job
                        LEFT JOIN job_chunk c ON c.job = r.job AND c.number = r.chunk
                        WHERE r.task_instance IN (<instances>) ORDER BY r.job, r.rank""")
                .bindList("instances", instances)
                .map((row, _) -> taken(row))
                .list();
    }

    private Taken taken(ResultSet row) throws SQLException {
        var run = new Line.Run(
                new JobId(row.getString("job")),
                row.getLong("chunk"),
                row.getString("task_name"),
                JobClass.of(row.getString("class")),
                row.getString("owner"));
        int attempt = row.getInt("consecutive_failures") + 1;
        var about = Map.of(
                "vignette.job.id", run.job().text(),
                "vignette.job.kind", run.kind(),
                "vignette.job.chunk", Long.toString(run.chunk()),
                "vignette.job.attempt", Integer.toString(attempt));
        var trace = tracing.begin("job " + run.kind(), about, Optional.ofNullable(row.getString("traceparent")));
        String payload = row.getString("payload");
        var picked = new Picked(
                new Lease(run, row.getLong("version"), attempt, node, trace),
                row.getString("request"),
                payload == null
                        ? Optional.empty()
                        : Optional.of(new Chunk(payload, row.getInt("size"), Optional.empty())),
                Optional.ofNullable(row.getString("place")),
                row.getLong("chunks") == 0,
                row.getInt("runs") == 1);
        return new Taken(picked, JobState.valueOf(row.getString("state")));
    }

    private Batch started(Handle handle, List<Taken> taken, Instant now) {
        var picked = new ArrayList<Picked>();
        var transitions = new HashMap<String, Integer>();
        var running = new HashMap<JobId, Boolean>();
        for (Taken one : taken) {
            Lease lease = one.picked().lease();
            boolean runs = one.state() == JobState.STARTED || one.state() == JobState.PROGRESS;
            if (lease.attempt() > 1 || !running.getOrDefault(lease.run().job(), runs)) {
                start(handle, lease, now);
                transitions.merge(lease.run().kind(), 1, Integer::sum);
            }
            running.put(lease.run().job(), true);
            picked.add(one.picked());
        }
        return new Batch(picked, transitions);
    }

    private void start(Handle handle, Lease lease, Instant now) {
        Line.Run run = lease.run();
        handle.createUpdate("""
                        UPDATE job SET state = 'STARTED', started = COALESCE(started, ?), events = events + 1,
                            attempts = CASE WHEN attempts < ? THEN ? ELSE attempts END
                        WHERE id = ?""")
                .bind(0, now.toEpochMilli())
                .bind(1, lease.attempt())
                .bind(2, lease.attempt())
                .bind(3, run.job().text())
                .execute();
        var details = new JsonObject();
        if (run.chunk() > 0) {
            details.put("chunk", run.chunk());
        }
        new Transition(JobState.STARTED, lease.attempt(), details, lease.trace()).write(handle, run.job(), node, now);
    }
}

package dev.vignette.jobs;

import dev.vignette.database.Database;
import dev.vignette.database.Dialect;
import java.util.List;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.PreparedBatch;

/// Jobs of many owners, kinds and states, most of them ended.
final class ManyJobs {
    private static final int BATCH = 5_000;

    private ManyJobs() {}

    static void insert(Database database, int count) {
        for (int from = 0; from < count; from += BATCH) {
            int first = from;
            int last = Math.min(count, from + BATCH);
            database.update(handle -> {
                PreparedBatch jobs = handle.prepareBatch("""
                        INSERT INTO job (id, kind, class, owner, state, request, unit, ended, events)
                        VALUES (?, ?, 'upload', ?, ?, '{}', 'things', ?, 1)""");
                PreparedBatch events = handle.prepareBatch("""
                        INSERT INTO job_event (job, seq, at, node, attempt, state, step, details)
                        VALUES (?, 1, 0, 'here', 0, 'QUEUED', '', '{}')""");
                PreparedBatch runs = handle.prepareBatch("""
                        INSERT INTO job_run (task_instance, task_name, class, job, chunk, rank, since, execution_time,
                            delayed, picked_by, last_heartbeat)
                        VALUES (?, 'test', 'upload', ?, 0, ?, 0, 0, ?, ?, ?)""");
                IntStream.range(first, last).forEach(i -> {
                    String id = JobId.at(java.time.Instant.ofEpochMilli(1_700_000_000_000L + i * 1000L))
                            .text();
                    JobState state = List.of(JobState.values()).get(i % JobState.values().length);
                    jobs.bind(0, id)
                            .bind(1, i % 3 == 0 ? "test" : i % 3 == 1 ? "other" : "third")
                            .bind(2, "owner" + i % 97)
                            .bind(3, state.name())
                            .bind(4, state.isEnd() ? Long.valueOf(1_700_000_000_000L + i) : null)
                            .add();
                    events.bind(0, id).add();
                    runs.bind(0, id + "/0")
                            .bind(1, id)
                            .bind(2, i)
                            .bind(3, i % 5 == 0 ? 1 : 0)
                            .bind(4, i % 7 == 0 ? "here" : null)
                            .bind(5, i % 7 == 0 ? Long.valueOf(i) : null)
                            .add();
                });
                jobs.execute();
                events.execute();
                return runs.execute().length;
            });
        }
        if (database.dialect() == Dialect.POSTGRESQL) {
            database.update(handle -> handle.execute("ANALYZE"));
        }
    }
}

package dev.vignette.jobs;

import dev.vignette.database.Database;
import dev.vignette.telemetry.Metrics;
import dev.vignette.telemetry.RequestContext;
import dev.vignette.telemetry.Trace;
import dev.vignette.telemetry.Tracing;
import io.vertx.core.json.JsonObject;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Work that outlives the request that asks for it. Changes are made in the caller's transaction, on its `Handle`:
/// a job is there if and only if what it follows from is.
public final class Jobs implements AutoCloseable {
    private final JobsConfig config;
    private final Database database;
    private final Tracing tracing;
    private final JobClock clock;
    private final String node;
    private final JobMeters meters = new JobMeters();
    private final Watchers watchers = new Watchers();
    private final News news;
    private volatile JobListener listener = JobListener.NONE;
    private volatile @Nullable Workers workers;
    private boolean closed;

    private Jobs(JobsConfig config, Database database, Tracing tracing, JobClock clock, String node) {
        this.config = config;
        this.database = database;
        this.tracing = tracing;
        this.clock = clock;
        this.node = node;
        this.news = new News(database, new Heard());
    }

    /// Opens the queue; it runs nothing until [#start].
    ///
    /// @param source of the time when the database has none of its own
    public static Jobs open(JobsConfig config, Database database, Tracing tracing, InstantSource source) {
        JobClock clock = switch (database.dialect()) {
            case SQLITE -> JobClock.of(source);
            case POSTGRESQL -> new DatabaseClock(database);
        };
        return open(
                config,
                database,
                tracing,
                clock,
                ManagementFactory.getRuntimeMXBean().getName());
    }

    /// @param node the name of this server in histories
    static Jobs open(JobsConfig config, Database database, Tracing tracing, JobClock clock, String node) {
        var jobs = new Jobs(config, database, tracing, clock, node);
        jobs.news.start();
        return jobs;
    }

    /// Starts the workers, unless they are switched off here. Who cancels jobs has to have called it too, since the
    /// listener is told of that end as of any other.
    ///
    /// @param kinds all that can be run
    /// @param listener told of jobs that end
    public void start(List<JobKind> kinds, JobListener listener, Metrics metrics) {
        this.listener = listener;
        if (!config.enabled()) {
            return;
        }
        var means = new Workers.Means(config, database, clock, tracing, news, meters, node);
        var started = new Workers(means, kinds, listener);
        var running = new EnumMap<JobClass, Supplier<Long>>(JobClass.class);
        for (JobClass of : JobClass.values()) {
            running.put(of, () -> started.running(of));
        }
        meters.show(metrics, kinds, running);
        workers = started;
        started.start();
    }

    /// @param handle of the transaction that the job comes to be in
    public JobId enqueue(Handle handle, NewJob job) {
        Instant now = clock.now();
        JobId id = JobId.at(now);
        var trace = RequestContext.CURRENT.isBound() ? RequestContext.current().trace() : Trace.NONE;
        handle.createUpdate("""
                        INSERT INTO job (id, kind, class, owner, state, request, unit, total, traceparent, events, runs)
                        VALUES (?, ?, ?, ?, 'QUEUED', ?, ?, ?, ?, 1, 1)""")
                .bind(0, id.text())
                .bind(1, job.kind())
                .bind(2, job.jobClass().label())
                .bind(3, job.owner())
                .bind(4, job.request())
                .bind(5, job.unit())
                .bind(6, job.total().isPresent() ? job.total().getAsLong() : null)
                .bind(7, trace.traceparent().orElse(null))
                .execute();
        new Transition(JobState.QUEUED, 0, new JsonObject(), trace).write(handle, id, node, now);
        Line.enter(handle, new Line.Run(id, 0, job.kind(), job.jobClass(), job.owner()), now);
        news.waiting(handle, job.jobClass());
        var _ = handle.afterCommit(() -> meters.went(job.kind(), JobState.QUEUED, 1));
        return id;
    }

    public Optional<Job> find(JobId id) {
        return database.read(handle -> find(handle, id));
    }

    public Optional<Job> find(Handle handle, JobId id) {
        return JobRows.find(handle, id);
    }

    /// The newest first.
    ///
    /// @param kinds all that there can be
    /// @param after the last job of the page before
    /// @param most jobs in a page; there are fewer when what was asked for, or what came of it, is long
    public JobPage list(JobFilter filter, Set<String> kinds, Optional<JobId> after, int most) {
        return database.read(
                handle -> JobList.of(filter, kinds, after, most + 1).run(handle, most));
    }

    /// How many jobs there are of an owner that have not ended, up to a number.
    ///
    /// @param kinds that count
    public int countOpen(String owner, Set<String> kinds, int most) {
        return database.read(handle -> JobList.countOpen(handle, owner, kinds, most));
    }

    /// The history of a job, or the part of it after an event.
    public List<JobEvent> events(JobId id, long after, int most) {
        return database.read(handle -> JobRows.events(handle, id, after, most));
    }

    /// Tells of each job that has something new, whichever server wrote it.
    ///
    /// @param changed not to be held up
    /// @param missed there may be something new of any job
    public void watch(Consumer<JobId> changed, Runnable missed) {
        watchers.add(changed, missed);
    }

    /// Ends a job, whatever runs of it are under way: these are told to stop, and what comes of them counts no
    /// more.
    ///
    /// @param actor who asks
    /// @return `REFUSED` when it has ended
    public JobChange cancel(Handle handle, JobId id, String actor) {
        Instant now = clock.now();
        handle.createUpdate("DELETE FROM job_run WHERE job = ?")
                .bind(0, id.text())
                .execute();
        int changed = handle.createUpdate("""
                        UPDATE job SET state = 'CANCELLED', ended = ?, runs = 0, events = events + 1
                        WHERE id = ? AND ended IS NULL""")
                .bind(0, now.toEpochMilli())
                .bind(1, id.text())
                .execute();
        Optional<Job> job = find(handle, id);
        if (changed == 0) {
            return job.isEmpty() ? JobChange.ABSENT : JobChange.REFUSED;
        }
        written(handle, job.orElseThrow(), JobState.CANCELLED, actor, now);
        listener.ended(handle, job.orElseThrow());
        news.ended(handle, id);
        return JobChange.DONE;
    }

    private void written(Handle handle, Job job, JobState state, String actor, Instant now) {
        new Transition(state, 0, new JsonObject().put("by", actor), Trace.NONE).write(handle, job.id(), node, now);
        var _ = handle.afterCommit(() -> {
            meters.went(job.kind(), state, 1);
            news.changed(job.id());
        });
    }

    /// Queues a job anew that failed, was frozen or was cancelled: it goes on with what is not done of it.
    ///
    /// @param actor who asks
    /// @return `REFUSED` when it is in another state
    public JobChange retry(Handle handle, JobId id, String actor) {
        Optional<Job> found = find(handle, id);
        if (found.isEmpty()) {
            return JobChange.ABSENT;
        }
        Job job = found.get();
        if (!job.state().isRetryable()) {
            return JobChange.REFUSED;
        }
        Instant now = clock.now();
        List<Long> chunks = handle.createQuery("SELECT number FROM job_chunk WHERE job = ? ORDER BY number")
                .bind(0, id.text())
                .mapTo(Long.class)
                .list();
        int planned = handle.createQuery("""
                        UPDATE job SET state = 'QUEUED', ended = NULL, code = NULL, detail = NULL, parked = 0, frozen = 0,
                            pruned = 0, events = events + 1, attempts = 0,
                            planned = CASE WHEN planned = 2 OR :chunks = 0 THEN 0 ELSE planned END,
                            runs = :chunks + CASE WHEN planned = 1 AND :chunks > 0 THEN 0 ELSE 1 END
                        WHERE id = :id RETURNING planned""")
                .bind("chunks", chunks.size())
                .bind("id", id.text())
                .mapTo(Integer.class)
                .one();
        for (long chunk : chunks) {
            Line.enter(handle, new Line.Run(id, chunk, job.kind(), job.jobClass(), job.owner()), now);
        }
        if (planned == 0) {
            Line.enter(handle, new Line.Run(id, 0, job.kind(), job.jobClass(), job.owner()), now);
        }
        written(handle, job, JobState.QUEUED, actor, now);
        news.waiting(handle, job.jobClass());
        return JobChange.DONE;
    }

    /// Forgets a job that has ended, and its history.
    ///
    /// @return `REFUSED` when it has not ended
    public JobChange delete(Handle handle, JobId id) {
        int deleted = handle.createUpdate("DELETE FROM job WHERE id = ? AND ended IS NOT NULL")
                .bind(0, id.text())
                .execute();
        if (deleted == 1) {
            return JobChange.DONE;
        }
        return find(handle, id).isEmpty() ? JobChange.ABSENT : JobChange.REFUSED;
    }

    private final class Heard implements News.Heard {
        @Override
        public void waiting(JobClass of) {
            Workers here = workers;
            if (here != null) {
                here.wake(of);
            }
        }

        @Override
        public void changed(JobId job) {
            watchers.changed(job);
        }

        @Override
        public void ended(JobId job) {
            Workers here = workers;
            if (here != null) {
                here.cancel(job);
            }
        }

        @Override
        public void missed() {
            for (JobClass of : JobClass.values()) {
                waiting(of);
            }
            watchers.missed();
        }
    }

    /// Gives back what is under way, and ends. The database stays open.
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        Workers here = workers;
        if (here != null) {
            here.close();
        }
        news.close();
        clock.close();
    }
}

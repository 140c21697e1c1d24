package dev.vignette.jobs;

import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.Task;
import dev.vignette.database.Database;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.telemetry.Tracing;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The workers of this server: a scheduler for each class, and what they share.
final class Workers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Means means;
    private final Map<String, JobKind> kinds;
    private final Permits permits;
    /// Held by the class that looks for work: the permits that it takes for that are missing to no other.
    private final ReentrantLock looking = new ReentrantLock();
    private final Underway underway = new Underway(this::stuck);
    private final Picking picking;
    private final Ending ending;
    private final Worker worker = new Worker(underway, this::step);
    private final Map<JobClass, ClassScheduler> schedulers = new EnumMap<>(JobClass.class);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("jobs-dead").daemon().factory());
    private final Housekeeping housekeeping;
    private volatile boolean ended;

    /// What workers need from around them.
    record Means(
            JobsConfig config,
            Database database,
            JobClock clock,
            Tracing tracing,
            News news,
            JobMeters meters,
            String node) {}

    Workers(Means means, List<JobKind> kinds, JobListener listener) {
        this.means = means;
        this.kinds = kinds.stream().collect(Collectors.toMap(JobKind::name, Function.identity()));
        this.permits = new Permits(kinds.stream()
                .collect(Collectors.toMap(JobKind::name, kind -> kind.policy().perNode())));
        this.picking = new Picking(means.database(), means.tracing(), means.node());
        this.ending = new Ending(means.database(), listener);
        this.housekeeping = new Housekeeping(means.config(), means.database(), means.clock(), means.meters());
        for (JobClass of : JobClass.values()) {
            var runs = new RunTable(
                    means.database(),
                    of,
                    List.copyOf(this.kinds.keySet()),
                    most -> take(of, most),
                    this::lost,
                    means.config().lease());
            schedulers.put(of, new ClassScheduler(of, means.config(), means.clock(), runs, tasks(), means.node()));
        }
    }

    /// How many runs of a class are under way here.
    long running(JobClass of) {
        return underway.leases().stream()
                .filter(lease -> lease.run().jobClass() == of)
                .count();
    }

    private List<Task<?>> tasks() {
        return kinds.values().stream()
                .<Task<?>>map(kind -> new RunTask(kind.name(), picked -> run(kind, picked), this::dead))
                .toList();
    }

    void start() {
        housekeeping.start();
        schedulers.values().forEach(ClassScheduler::start);
        long pause = Math.max(50, means.config().beat().toMillis() / 2);
        var _ = timer.scheduleWithFixedDelay(this::findDead, pause, pause, TimeUnit.MILLISECONDS);
    }

    /// One search that fails must not be the last.
    private void findDead() {
        try {
            schedulers.values().forEach(ClassScheduler::findDead);
        } catch (RuntimeException e) {
            if (!timer.isShutdown()) {
                LOG.error("runs whose workers are not heard of any more cannot be looked for", e);
            }
        }
    }

    /// Something waits in the line of a class.
    void wake(JobClass of) {
        Objects.requireNonNull(schedulers.get(of)).triggerCheckForDueExecutions();
    }

    /// The runs of a job are no longer wanted.
    void cancel(JobId job) {
        underway.lost(lease -> lease.run().job().equals(job));
    }

    private List<Picked> take(JobClass of, int most) {
        if (!ended) {
            picking.reenter(of, means.clock()::now); // which may take long, and needs no permits
        }
        looking.lock();
        try {
            return ended ? List.of() : takeAlone(of, most);
        } finally {
            looking.unlock();
        }
    }

    private List<Picked> takeAlone(JobClass of, int most) {
        Map<String, Integer> room = permits.take(most);
        Map<String, Long> used = Map.of();
        try {
            Picking.Batch batch = picking.take(of, room, most, means.clock()::now);
            used = batch.picked().stream()
                    .collect(Collectors.groupingBy(one -> one.lease().run().kind(), Collectors.counting()));
            batch.transitions().forEach((kind, some) -> means.meters().went(kind, JobState.STARTED, some));
            batch.picked().forEach(one -> means.news().changed(one.lease().run().job()));
            return batch.picked();
        } finally {
            Map<String, Long> kept = used;
            room.forEach((kind, some) -> {
                var _ = permits.giveBack(
                        kind, some - kept.getOrDefault(kind, 0L).intValue());
            });
        }
    }

    /// A run has ended. Who found no room for its kind looks again.
    private void makeRoom(JobKind kind) {
        if (permits.giveBack(kind.name(), 1) && kind.policy().perNode() < Integer.MAX_VALUE) {
            schedulers.values().forEach(ClassScheduler::triggerCheckForDueExecutions);
        }
    }

    private void run(JobKind kind, Picked picked) {
        Lease lease = picked.lease();
        long begun = System.nanoTime();
        try {
            Outcome outcome = worker.attempt(kind, picked);
            write(lease, outcome);
            means.meters().ran(kind.name(), System.nanoTime() - begun);
        } finally {
            lease.trace().end();
            makeRoom(kind);
        }
    }

    /// Tries again while the database is away, as long as the lease may last; after that the run is somebody
    /// else's.
    private void write(Lease lease, Outcome outcome) {
        long end = System.nanoTime() + means.config().lease().toNanos();
        while (true) {
            try {
                Instant now = means.clock().now();
                Optional<Ending.Written> written = ending.write(lease, outcome, now);
                told(lease, written);
                if (written.isPresent() && outcome instanceof Outcome.Done(ChunkResult result, boolean _)) {
                    means.meters().did(lease.run().kind(), result);
                }
                return;
            } catch (VignetteException e) {
                if (System.nanoTime() - end > 0 || ended) {
                    LOG.warn(
                            "the end of a run of job {} cannot be written: {}",
                            lease.run().job(),
                            e.getMessage());
                    return;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void told(Lease lease, Optional<Ending.Written> written) {
        JobId job = lease.run().job();
        if (written.isEmpty()) {
            LOG.info("a run of job {} was given to another worker, or is no longer wanted", job);
            return;
        }
        written.get().states().forEach(state -> {
            means.meters().went(lease.run().kind(), state, 1);
            if (state == JobState.FROZEN) {
                LOG.error("job {} of kind {} is frozen", job, lease.run().kind());
            }
        });
        means.news().changed(job);
        if (written.get().waiting()) {
            means.news().waiting(lease.run().jobClass());
        }
    }

    private void step(Lease lease, String step) {
        if (!ending.step(lease, step, means.clock().now())) {
            throw new VignetteException(ErrorCode.CONFLICT, "The run was given to another worker");
        }
        means.meters().went(lease.run().kind(), JobState.PROGRESS, 1);
        means.news().changed(lease.run().job());
    }

    /// What has not stopped keeps its thread; the job goes on without it.
    private void stuck(Lease lease) {
        JobKind kind = Objects.requireNonNull(kinds.get(lease.run().kind()));
        LOG.error("a run of job {} of kind {} does not stop", lease.run().job(), kind.name());
        write(lease, Worker.late(kind.policy(), lease));
    }

    private void lost(Execution execution) {
        underway.lost(lease ->
                lease.run().instance().equals(execution.taskInstance.getId()) && lease.version() == execution.version);
    }

    private void dead(Execution execution) {
        if (underway.has(execution.taskInstance.getId(), execution.version)) {
            LOG.debug("a run here seems dead: the clock was set, or this server stood still; it lives");
            return;
        }
        Optional<Lease> lease =
                means.database().read(handle -> Leases.find(handle, execution.taskInstance.getId(), execution.version));
        JobKind kind = kinds.get(execution.taskInstance.getTaskName());
        if (lease.isPresent() && kind != null) {
            Outcome outcome = Worker.dead(kind.policy(), lease.get());
            Optional<Ending.Written> written =
                    ending.write(lease.get(), outcome, means.clock().now());
            if (written.isPresent()) { // else somebody else found it first
                LOG.warn(
                        "{} is not heard of any more; job {} goes on",
                        lease.get().node(),
                        lease.get().run().job());
                told(lease.get(), written);
            }
        }
    }

    /// All at once: each may wait for a run that does not stop.
    private void stop() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            schedulers.values().forEach(scheduler -> threads.execute(scheduler::stop));
        }
    }

    /// Gives back what is under way, within the time there is for that, and ends.
    @Override
    public void close() {
        timer.shutdownNow();
        housekeeping.close();
        schedulers.values().forEach(ClassScheduler::pause);
        underway.end();
        long end = System.nanoTime() + means.config().drain().toNanos();
        while (!underway.leases().isEmpty() && System.nanoTime() - end < 0) {
            pause();
        }
        ended = true;
        stop();
        underway.close();
    }
}

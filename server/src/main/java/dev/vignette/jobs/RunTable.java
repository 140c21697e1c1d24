package dev.vignette.jobs;

import com.github.kagkarlsson.scheduler.ScheduledExecutionsFilter;
import com.github.kagkarlsson.scheduler.TaskRepository;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import com.github.kagkarlsson.scheduler.task.ScheduledTaskInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.vignette.database.Database;
import dev.vignette.error.VignetteException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The runs of one class, as db-scheduler sees them. It asks for what is due, for what is dead, and tells that
/// workers live; all else is written by the engine itself, in the transactions of the jobs. So everything goes
/// through the connections that all others use, and db-scheduler has none of its own.
final class RunTable implements TaskRepository {
    private static final Logger LOG = LoggerFactory.getLogger(RunTable.class);

    private final Database database;
    private final JobClass of;
    private final List<String> kinds;
    private final Function<Integer, List<Picked>> picking;
    private final Consumer<Execution> lost;
    private final Duration lease;
    private volatile boolean away;
    /// Since when the database has been heard of: who lives had no chance to say so before.
    private volatile long heardSince = System.nanoTime();

    /// @param kinds that this server knows
    /// @param picking takes up to so many runs
    /// @param lost told when a run is no longer ours
    RunTable(
            Database database,
            JobClass of,
            List<String> kinds,
            Function<Integer, List<Picked>> picking,
            Consumer<Execution> lost,
            Duration lease) {
        this.database = database;
        this.of = of;
        this.kinds = kinds;
        this.picking = picking;
        this.lost = lost;
        this.lease = lease;
    }

    @Override
    public List<Execution> lockAndGetDue(Instant now, int limit) {
        try {
            List<Picked> picked = picking.apply(limit);
            heard();
            return picked.stream().map(RunTable::execution).toList();
        } catch (VignetteException e) {
            unheard(e);
            return List.of();
        }
    }

    private void heard() {
        if (away) {
            away = false;
            heardSince = System.nanoTime();
            LOG.info("the database is back; {} jobs go on", of.label());
        }
    }

    private void unheard(VignetteException e) {
        if (!away) {
            away = true;
            LOG.warn("the database is away; {} jobs wait: {}", of.label(), e.getMessage());
        }
    }

    private static Execution execution(Picked picked) {
        Lease lease = picked.lease();
        return new Execution(
                Instant.EPOCH,
                new TaskInstance<>(lease.run().kind(), lease.run().instance(), () -> picked, 0),
                true,
                lease.node(),
                null,
                null,
                lease.attempt() - 1,
                null,
                lease.version());
    }

    /// After the database was away, all are given the time of a lease to be heard of again.
    @Override
    public List<Execution> getDeadExecutions(Instant olderThan) {
        if (kinds.isEmpty() || away || System.nanoTime() - heardSince < lease.toNanos()) {
            return List.of();
        }
        try {
            return database.read(handle -> handle.createQuery("""
                            SELECT task_name, task_instance, version, consecutive_failures, picked_by FROM job_run
                            WHERE class = :class AND picked_by IS NOT NULL AND last_heartbeat <= :old
                                AND task_name IN (<kinds>) ORDER BY last_heartbeat""")
                    .bind("class", of.label())
                    .bind("old", olderThan.toEpochMilli())
                    .bindList("kinds", kinds)
                    .map((row, _) -> new Execution(
                            Instant.EPOCH,
                            new TaskInstance<>(row.getString("task_name"), row.getString("task_instance")),
                            true,
                            row.getString("picked_by"),
                            null,
                            null,
                            row.getInt("consecutive_failures"),
                            null,
                            row.getLong("version")))
                    .list());
        } catch (VignetteException e) {
            unheard(e);
            return List.of();
        }
    }

    @Override
    public boolean updateHeartbeatWithRetry(Execution execution, Instant newHeartbeat, int tries) {
        return updateHeartbeat(execution, newHeartbeat);
    }

    @Override
    public boolean updateHeartbeat(Execution execution, Instant now) {
        try {
            boolean ours = database.update(
                    handle -> Leases.renew(handle, execution.taskInstance.getId(), execution.version, now));
            if (!ours) {
                lost.accept(execution);
            }
            return true;
        } catch (VignetteException e) {
            unheard(e);
            return false;
        }
    }

    @Override
    public void verifySupportsLockAndFetch() {
        // It does.
    }

    @Override
    @Deprecated
    public boolean createIfNotExists(SchedulableInstance<?> execution) {
        throw unused();
    }

    @Override
    public boolean createIfNotExists(ScheduledTaskInstance execution) {
        throw unused();
    }

    @Override
    public List<Execution> getDue(Instant now, int limit) {
        throw unused();
    }

    @Override
    public void createBatch(List<ScheduledTaskInstance> executions) {
        throw unused();
    }

    @Override
    public Instant replace(Execution toBeReplaced, ScheduledTaskInstance newInstance) {
        throw unused();
    }

    @Override
    @Deprecated
    public Instant replace(Execution toBeReplaced, SchedulableInstance<?> newInstance) {
        throw unused();
    }

    @Override
    public void getScheduledExecutions(ScheduledExecutionsFilter filter, Consumer<Execution> consumer) {
        throw unused();
    }

    @Override
    public void getScheduledExecutions(
            ScheduledExecutionsFilter filter, String taskName, Consumer<Execution> consumer) {
        throw unused();
    }

    @Override
    public List<Execution> lockAndFetchGeneric(Instant now, int limit) {
        throw unused();
    }

    @Override
    public void remove(Execution execution) {
        throw unused();
    }

    @Override
    public boolean reschedule(
            Execution execution,
            Instant nextExecutionTime,
            Instant lastSuccess,
            Instant lastFailure,
            int consecutiveFailures) {
        throw unused();
    }

    @Override
    public boolean reschedule(
            Execution execution,
            Instant nextExecutionTime,
            Object newData,
            Instant lastSuccess,
            Instant lastFailure,
            int consecutiveFailures) {
        throw unused();
    }

    @Override
    public Optional<Execution> pick(Execution execution, Instant timePicked) {
        throw unused();
    }

    @Override
    public List<Execution> getExecutionsFailingLongerThan(Duration interval) {
        throw unused();
    }

    @Override
    public Optional<Execution> getExecution(String taskName, String taskInstanceId) {
        throw unused();
    }

    @Override
    public int removeExecutions(String taskName) {
        throw unused();
    }

    private static UnsupportedOperationException unused() {
        return new UnsupportedOperationException("db-scheduler is asked for nothing that needs this");
    }
}

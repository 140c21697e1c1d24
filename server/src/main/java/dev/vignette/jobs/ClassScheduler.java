package dev.vignette.jobs;

import com.github.kagkarlsson.scheduler.PollingStrategyConfig;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.TaskResolver;
import com.github.kagkarlsson.scheduler.Waiter;
import com.github.kagkarlsson.scheduler.event.SchedulerListeners;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;

/// db-scheduler for the runs of one class: it looks for what is due when it is told to and each second, keeps as
/// many threads at work as it may, tells that they live, and looks for dead ones. Its builder makes one with a
/// table and connections of its own; this one has ours.
final class ClassScheduler extends Scheduler {
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final PollingStrategyConfig TAKE_AS_MANY_AS_CAN_RUN =
            new PollingStrategyConfig(PollingStrategyConfig.Type.LOCK_AND_FETCH, 0.999, 1.0);

    ClassScheduler(JobClass of, JobsConfig config, JobClock clock, RunTable runs, List<Task<?>> tasks, String node) {
        super(
                clock::now,
                runs,
                runs,
                new TaskResolver(SchedulerListeners.NOOP, clock::now, tasks),
                config.workers(of),
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("job-" + of.label() + "-", 0).factory()),
                new SchedulerName.Fixed(node),
                new Waiter(POLL, () -> Instant.EPOCH.plusNanos(System.nanoTime())),
                config.beat(),
                JobsConfig.BEATS,
                List.of(),
                List.of(),
                TAKE_AS_MANY_AS_CAN_RUN,
                Duration.ofDays(36_500),
                config.drain(),
                LogLevel.ERROR,
                true,
                List.of(),
                Executors.newSingleThreadExecutor(
                        Thread.ofVirtual().name("jobs-" + of.label()).factory()),
                Executors.newScheduledThreadPool(
                        2,
                        Thread.ofVirtual().name("jobs-" + of.label() + "-", 0).factory()));
    }

    /// Looks for runs whose workers are not heard of any more.
    void findDead() {
        detectDeadExecutions();
    }
}

package dev.vignette.jobs;

import com.github.kagkarlsson.scheduler.task.AbstractTask;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.util.function.Consumer;

/// The runs of one kind, as db-scheduler sees them: the worker itself writes how each ended, before it comes back.
final class RunTask extends AbstractTask<Picked> {
    private final Consumer<Picked> worker;

    /// @param worker must not throw
    /// @param dead told of a run whose worker is not heard of any more
    RunTask(String kind, Consumer<Picked> worker, Consumer<Execution> dead) {
        super(
                kind,
                Picked.class,
                (_, _) -> {}, // found dead later
                (complete, _) -> dead.accept(complete.getExecution()));
        this.worker = worker;
    }

    @Override
    public CompletionHandler<Picked> execute(TaskInstance<Picked> instance, ExecutionContext context) {
        worker.accept(instance.getData());
        return (_, _) -> {};
    }

    @Override
    public SchedulableInstance<Picked> schedulableInstance(String id) {
        throw new UnsupportedOperationException("runs are entered by the engine");
    }

    @Override
    public SchedulableInstance<Picked> schedulableInstance(String id, Picked data) {
        throw new UnsupportedOperationException("runs are entered by the engine");
    }
}

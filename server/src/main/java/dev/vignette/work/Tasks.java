package dev.vignette.work;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.jobs.ChunkResult;
import dev.vignette.jobs.JobPolicy;
import dev.vignette.jobs.JobRun;
import dev.vignette.jobs.Retryable;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Does the things of a chunk one after the other. One that fails is no reason to leave the others: what cannot get
/// better
/// is counted as failed; for what can, the chunk is run again when all have had their turn, and what was done then is
/// passed over.
final class Tasks {
    /// How many failures are told one by one.
    private static final int MOST_TOLD = 20;

    private final JobRun run;
    private final JobPolicy policy;

    Tasks(JobRun run, JobPolicy policy) {
        this.run = run;
        this.policy = policy;
    }

    /// One thing to do.
    ///
    /// @param item what it is done to
    record Task(String item, Doing doing) {}

    /// Does it.
    @FunctionalInterface
    interface Doing {
        /// @return whether there was anything to do
        boolean run() throws InterruptedException;
    }

    private record Failure(String item, VignetteException reason) {
        JsonObject json() {
            return new JsonObject()
                    .put("item", item)
                    .put("code", reason.code().code())
                    .put("detail", reason.getMessage());
        }
    }

    /// @throws VignetteException when another attempt may do better, or when nothing of a job that is one chunk could
    /// be
    ///     done
    ChunkResult run(List<Task> tasks) throws InterruptedException {
        var failures = new ArrayList<Failure>();
        int made = 0;
        for (Task task : tasks) {
            try {
                made += task.doing().run() ? 1 : 0;
            } catch (VignetteException e) {
                if (run.stopping() || Thread.interrupted() || e.code() == ErrorCode.SHUTTING_DOWN) {
                    throw e;
                }
                failures.add(new Failure(task.item(), e));
            }
        }
        requireNoBetter(failures);
        boolean alone = run.chunk() == 0;
        if (alone && failures.size() == tasks.size() && !tasks.isEmpty()) {
            throw failures.getFirst().reason();
        }
        return result(tasks.size(), made, failures, alone);
    }

    private void requireNoBetter(List<Failure> failures) {
        if (run.attempt() < policy.attempts()) {
            Optional<VignetteException> passing = failures.stream()
                    .map(Failure::reason)
                    .filter(reason -> Retryable.is(reason.code()))
                    .findFirst();
            if (passing.isPresent()) {
                throw passing.get();
            }
        }
    }

    private ChunkResult result(int all, int made, List<Failure> failures, boolean alone) {
        List<Failure> told = failures.subList(0, Math.min(MOST_TOLD, failures.size()));
        if (!alone) {
            told.forEach(failure ->
                    run.step(failure.item() + ": " + failure.reason().code().code()));
            return new ChunkResult(all, failures.size(), Optional.empty());
        }
        var result = new JsonObject().put("made", made).put("there", all - made - failures.size());
        if (!told.isEmpty()) {
            result.put(
                    "failures", new JsonArray(told.stream().map(Failure::json).toList()));
        }
        return new ChunkResult(all, failures.size(), Optional.of(result.encode()));
    }
}

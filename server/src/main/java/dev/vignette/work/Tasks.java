package dev.vignette.work;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.jobs.ChunkResult;
import dev.vignette.jobs.JobRun;
import dev.vignette.jobs.Retryable;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does the things of a chunk one after the other. One that fails is no reason to leave the others: what cannot get
/// better is counted as failed; for what can, the chunk fails when all have had their turn. It is then run again, and
/// what is done by then is passed over. When that was its last attempt it is put aside, and can be queued anew: a store
/// that was away is no reason to say that something came to its end.
final class Tasks {
    private static final Logger LOG = LoggerFactory.getLogger(Tasks.class);

    /// How many failures are told one by one.
    private static final int MOST_TOLD = 20;

    private final JobRun run;

    Tasks(JobRun run) {
        this.run = run;
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

    /// @throws VignetteException when something can get better, or when nothing of a job that is one chunk could be
    /// done
    ChunkResult run(List<Task> tasks) throws InterruptedException {
        var failures = new ArrayList<Failure>();
        int made = 0;
        for (Task task : tasks) {
            try {
                made += task.doing().run() ? 1 : 0;
            } catch (VignetteException e) {
                if (isToStop() || e.code() == ErrorCode.SHUTTING_DOWN) {
                    throw e;
                }
                failures.add(new Failure(task.item(), e));
            } catch (RuntimeException e) {
                if (isToStop()) {
                    throw e;
                }
                LOG.error("{} failed in a way that was not foreseen, in job {}", task.item(), run.job(), e);
                var unknown = new VignetteException(ErrorCode.INTERNAL, ErrorCode.INTERNAL.title(), e);
                failures.add(new Failure(task.item(), unknown));
            }
        }
        requireNoBetter(failures);
        boolean alone = run.chunk() == 0;
        if (alone && failures.size() == tasks.size() && !tasks.isEmpty()) {
            throw failures.getFirst().reason();
        }
        return result(tasks.size(), made, failures, alone);
    }

    private boolean isToStop() {
        return run.stopping() || Thread.interrupted();
    }

    private static void requireNoBetter(List<Failure> failures) {
        List<Failure> passing = failures.stream()
                .filter(failure -> Retryable.is(failure.reason().code()))
                .toList();
        if (passing.isEmpty()) {
            return;
        }
        Failure first = passing.getFirst();
        String others = passing.size() == 1 ? "" : " (and " + (passing.size() - 1) + " more)";
        throw new VignetteException(
                first.reason().code(), first.item() + ": " + first.reason().getMessage() + others, first.reason());
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

package dev.vignette.jobs;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.telemetry.Deadline;
import dev.vignette.telemetry.RequestContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes one attempt at a run, and tells how it ended.
final class Worker {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    /// How many chunks of a job are in the line at most, with those that are left.
    private static final int MANY = 2 * Ending.FEW;

    /// What looks for chunks is a turn too, and must not be a long one.
    private static final Duration LOOKING = Duration.ofSeconds(1);

    private final Underway underway;
    private final Steps steps;

    Worker(Underway underway, Steps steps) {
        this.underway = underway;
        this.steps = steps;
    }

    /// Who writes a step into the history.
    @FunctionalInterface
    interface Steps {
        void tell(Lease lease, String step);
    }

    Outcome attempt(JobKind kind, Picked picked) {
        Lease lease = picked.lease();
        JobPolicy policy = kind.policy();
        try (var attempt = underway.begin(lease, policy.timeLimit())) {
            var context = new RequestContext(
                    "job-" + lease.run().job(),
                    Deadline.after(policy.timeLimit()),
                    lease.trace(),
                    lease.run().jobClass().urgency());
            try {
                return ScopedValue.where(RequestContext.CURRENT, context)
                        .call(() -> work(kind, picked, new Run(picked, attempt)));
            } catch (InterruptedException | RuntimeException | Error e) {
                lease.trace().fail(e);
                return failed(policy, lease, attempt, e);
            }
        }
    }

    private static Outcome work(JobKind kind, Picked picked, JobRun run) throws InterruptedException {
        if (picked.chunk().isPresent()) {
            return new Outcome.Done(kind.run(picked.chunk().get(), run), false);
        }
        var chunks = new ArrayList<Chunk>();
        Optional<String> place = picked.place();
        long begun = System.nanoTime();
        do {
            Optional<Chunk> next = kind.next(run.request(), place);
            if (next.isEmpty()) {
                return new Outcome.Planned(chunks, Optional.empty());
            }
            if (next.get().afterAll() && !(picked.alone() && chunks.isEmpty())) {
                return new Outcome.Waiting(chunks, place);
            }
            chunks.add(next.get());
            place = next.get().next();
        } while (place.isPresent()
                && chunks.size() < MANY - Ending.FEW
                && System.nanoTime() - begun < LOOKING.toNanos());
        boolean whole = picked.fresh() && place.isEmpty() && chunks.size() == 1;
        return whole ? new Outcome.Done(kind.run(chunks.getFirst(), run), true) : new Outcome.Planned(chunks, place);
    }

    private static Outcome failed(JobPolicy policy, Lease lease, Underway.Attempt attempt, Throwable failure) {
        Optional<Underway.Stop> stop = attempt.stopped();
        if (stop.isPresent()) {
            return switch (stop.get()) {
                case TIME_LIMIT -> late(policy, lease);
                case LEASE_LOST -> Outcome.GivenBack.UNWANTED;
                case SERVER_ENDS -> Outcome.GivenBack.SERVER_ENDS;
            };
        }
        if (failure instanceof VignetteException known) {
            if (known.code() == ErrorCode.SHUTTING_DOWN) {
                return Outcome.GivenBack.SERVER_ENDS;
            }
            var told = new JobFailure(known.code().code(), String.valueOf(known.getMessage()));
            return Retryable.is(known.code()) ? again(policy, lease, told, false) : new Outcome.Over(told, false);
        }
        LOG.error("job {} failed in a way that was not foreseen", lease.run().job(), failure);
        var unknown = new JobFailure(ErrorCode.INTERNAL.code(), ErrorCode.INTERNAL.title());
        return again(policy, lease, unknown, false);
    }

    /// What becomes of a run that took too long.
    static Outcome late(JobPolicy policy, Lease lease) {
        String detail = "The attempt took more than " + policy.timeLimit().toMillis() + " ms";
        return again(policy, lease, new JobFailure(JobFailure.TIME_LIMIT, detail), true);
    }

    /// @param freezes whether the job is frozen when this was the last attempt
    private static Outcome again(JobPolicy policy, Lease lease, JobFailure failure, boolean freezes) {
        if (lease.attempt() >= policy.attempts()) {
            return new Outcome.Over(failure, freezes);
        }
        long most = policy.pauseAfter(lease.attempt()).toMillis();
        return new Outcome.Again(
                failure, Duration.ofMillis(ThreadLocalRandom.current().nextLong(most + 1)));
    }

    /// What becomes of a run whose worker is not heard of any more: the next attempt begins at once.
    static Outcome dead(JobPolicy policy, Lease lease) {
        var failure =
                new JobFailure(JobFailure.WORKER_LOST, "The server " + lease.node() + " is not heard of any more");
        return lease.attempt() >= policy.attempts()
                ? new Outcome.Over(failure, true)
                : new Outcome.Again(failure, Duration.ZERO);
    }

    private final class Run implements JobRun {
        private final Picked picked;
        private final Underway.Attempt attempt;

        private Run(Picked picked, Underway.Attempt attempt) {
            this.picked = picked;
            this.attempt = attempt;
        }

        @Override
        public JobId job() {
            return picked.lease().run().job();
        }

        @Override
        public String owner() {
            return picked.lease().run().tenant();
        }

        @Override
        public String request() {
            return picked.request();
        }

        @Override
        public long chunk() {
            return picked.lease().run().chunk();
        }

        @Override
        public int attempt() {
            return picked.lease().attempt();
        }

        @Override
        public boolean stopping() {
            return attempt.stopped().isPresent();
        }

        @Override
        public void step(String step) {
            steps.tell(picked.lease(), step);
        }
    }
}

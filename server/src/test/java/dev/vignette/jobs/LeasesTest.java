package dev.vignette.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.Waiting;
import dev.vignette.database.Dialect;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What becomes of a run whose worker dies, is closed or is told to stop, and that what it writes late changes nothing.
@ParameterizedClass
@EnumSource(Dialect.class)
@Timeout(180)
final class LeasesTest {
    private final TestJobs all;
    private final TestKind kind = new TestKind();

    LeasesTest(Dialect dialect, @TempDir Path folder) {
        all = new TestJobs(dialect, folder);
    }

    @AfterEach
    void close() {
        all.close();
    }

    @Test
    void run_workerDies_historyHasTheLostAttemptAndTheNextOneEndsIt() {
        JobId id = all.enqueue(1);
        Lease lease = all.takenByOneThatDies("there");
        all.passLease();
        all.start("here", List.of(kind));

        Job job = all.ended(id);

        assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(all.history(id))
                .containsExactly(
                        "QUEUED 0 queue", "STARTED 1 there", "RETRYING 1 there", "STARTED 2 here", "SUCCEEDED 2 here");
        assertThat(new JsonObject(all.events(id).get(2).details()).getString("code"))
                .isEqualTo(JobFailure.WORKER_LOST);
        assertThat(lease.attempt()).isEqualTo(1);
    }

    @Test
    void run_workersDieInAllAttempts_isFrozen() {
        kind.policy = kind.policy.withAttempts(1);
        JobId id = all.enqueue(1);
        all.takenByOneThatDies("there");
        all.passLease();
        all.start("here", List.of(kind));

        assertThat(all.ended(id).state()).isEqualTo(JobState.FROZEN);
        assertThat(kind.runs).isEmpty();
    }

    /// While the other one is at it, the run is there, but of another version.
    @Test
    void write_leaseGivenToAnother_changesNothing() {
        var go = new CountDownLatch(1);
        kind.work = (chunk, _) -> {
            Waiting.await(go);
            return new ChunkResult(10);
        };
        JobId id = all.enqueue(1);
        Lease lost = all.takenByOneThatDies("there");
        all.passLease();
        all.start("here", List.of(kind));
        Waiting.until(() -> !kind.runs.isEmpty());
        List<String> before = all.history(id);

        assertNothingIsWritten(lost);

        assertThat(all.history(id)).isEqualTo(before);
        go.countDown();
        assertThat(all.endedAtOnce(id).progress().done()).isEqualTo(10);
        assertThat(all.history(id)).endsWith("STARTED 2 here", "SUCCEEDED 2 here");
        assertNothingIsWritten(lost);
    }

    private void assertNothingIsWritten(Lease lost) {
        var ending = new Ending(all.database, JobListener.NONE);
        var failure = new JobFailure("internal", "");
        var outcomes = List.of(
                new Outcome.Done(new ChunkResult(77), true),
                new Outcome.Planned(List.of(), Optional.empty()),
                Outcome.GivenBack.SERVER_ENDS,
                new Outcome.Over(failure, true),
                new Outcome.Again(failure, Duration.ZERO));
        assertThat(outcomes)
                .allSatisfy(outcome -> assertThat(ending.write(lost, outcome, all.clock.instant()))
                        .isEmpty());
        assertThat(ending.step(lost, "late", all.clock.instant())).isFalse();
    }

    @Test
    void close_runUnderWay_isGivenBackAndDoesNotCount() {
        kind.work = (chunk, run) -> {
            Thread.sleep(Waiting.PATIENCE);
            return new ChunkResult(10);
        };
        Jobs there = all.start("there", List.of(kind));
        JobId id = all.enqueue(1);
        Waiting.until(() -> !kind.runs.isEmpty());

        there.close();

        assertThat(all.job(id).state()).isEqualTo(JobState.RETRYING);
        assertThat(new JsonObject(all.events(id).getLast().details()).getString("code"))
                .isEqualTo(JobFailure.SHUTTING_DOWN);
        kind.work = (chunk, _) -> new ChunkResult(10);
        all.start("here", List.of(kind));
        assertThat(all.ended(id).attempts()).isEqualTo(1);
        assertThat(all.history(id)).endsWith("RETRYING 1 there", "STARTED 1 here", "SUCCEEDED 1 here");
    }

    @Test
    void run_calledOffByLateNews_isGivenBackAndDoesNotCount() {
        kind.work = (chunk, run) -> {
            if (kind.runs.size() == 1) {
                Thread.sleep(Waiting.PATIENCE);
            }
            return new ChunkResult(10);
        };
        all.start("here", List.of(kind));
        JobId id = all.enqueue(1);
        Waiting.until(() -> !kind.runs.isEmpty());

        // As when the job was cancelled and queued anew, and the news of the first comes after the second.
        all.database.write(handle -> {
            all.database.changes().publish(handle, "jobs", "another ended " + id);
            return id;
        });

        assertThat(all.endedAtOnce(id).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(all.job(id).attempts()).isEqualTo(1);
        assertThat(kind.runs).containsExactly("ann 1 1", "ann 1 1");
        assertThat(new JsonObject(all.events(id).get(2).details()).getString("code"))
                .isEqualTo(JobFailure.CALLED_OFF);
    }

    @Test
    void clock_setAheadWhileARunIsUnderWay_runIsNotTakenForDead() {
        var go = new CountDownLatch(1);
        kind.work = (chunk, _) -> {
            Waiting.await(go);
            return new ChunkResult(10);
        };
        all.start("here", List.of(kind, new TestKind("other")));
        JobId id = all.enqueue(1);
        Waiting.until(() -> !kind.runs.isEmpty());

        for (int i = 0; i < 20; i++) {
            all.clock.advance(Duration.ofHours(1));
            Waiting.pause(TestJobs.LEASE.dividedBy(8)); // as often as dead runs are looked for
            all.endedAtOnce(all.enqueue(new NewJob("other", JobClass.UPLOAD, "bob", "{}", "things")));
        }
        go.countDown();

        assertThat(all.endedAtOnce(id).attempts()).isEqualTo(1);
        assertThat(kind.runs).hasSize(1);
    }
}

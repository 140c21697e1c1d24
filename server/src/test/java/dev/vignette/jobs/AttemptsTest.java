package dev.vignette.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.Waiting;
import dev.vignette.database.Dialect;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What becomes of a run that fails or takes too long.
@ParameterizedClass
@EnumSource(Dialect.class)
@Timeout(180)
final class AttemptsTest {
    private final TestJobs all;
    private final TestKind kind = new TestKind();

    AttemptsTest(Dialect dialect, @TempDir Path folder) {
        all = new TestJobs(dialect, folder);
    }

    @AfterEach
    void close() {
        all.close();
    }

    private static ChunkResult fail(ErrorCode code) {
        throw new VignetteException(code, "On purpose");
    }

    @Test
    void run_failsInAWayThatPasses_isTriedAgainAfterAPause() {
        kind.policy = new JobPolicy(5, Duration.ofMinutes(1), 10, Duration.ofDays(1), Duration.ofDays(9));
        kind.work = (chunk, run) -> run.attempt() < 3 ? fail(ErrorCode.SOURCE_TIMEOUT) : new ChunkResult(10);
        all.start("here", List.of(kind));

        JobId id = all.enqueue(1);

        all.await(id, job -> job.state() == JobState.RETRYING);
        long pause = new JsonObject(all.events(id).getLast().details()).getLong("pause");
        assertThat(pause).isBetween(0L, Duration.ofDays(1).toMillis());
        all.clock.advance(Duration.ofMillis(pause));
        Waiting.until(() -> kind.runs.size() == 2);
        all.await(id, job -> job.state() == JobState.RETRYING && job.lastEvent() == 5);
        all.clock.advance(Duration.ofDays(2));
        all.await(id, job -> job.state() == JobState.SUCCEEDED);
        assertThat(all.history(id))
                .containsExactly(
                        "QUEUED 0 queue",
                        "STARTED 1 here",
                        "RETRYING 1 here",
                        "STARTED 2 here",
                        "RETRYING 2 here",
                        "STARTED 3 here",
                        "SUCCEEDED 3 here");
        assertThat(all.job(id).attempts()).isEqualTo(3);
        assertThat(new JsonObject(all.events(id).get(2).details()).getString("code"))
                .isEqualTo("source-timeout");
    }

    @Test
    void run_pauseNotOver_waits() {
        kind.policy = new JobPolicy(5, Duration.ofMinutes(1), 10, Duration.ofDays(1), Duration.ofDays(9));
        kind.work = (chunk, run) -> run.attempt() < 2 ? fail(ErrorCode.QUEUE_FULL) : new ChunkResult(10);
        all.start("here", List.of(kind));
        JobId id = all.enqueue(1);
        all.await(id, job -> job.state() == JobState.RETRYING);
        all.database.write(handle -> handle.createUpdate("UPDATE job_run SET execution_time = ?")
                .bind(0, all.clock.instant().plusSeconds(60).toEpochMilli())
                .execute());

        kind.work = (chunk, _) -> new ChunkResult(10);
        all.ended(all.enqueue(1)); // what comes later passes it, and takes less than its pause
        assertThat(all.job(id).state()).isEqualTo(JobState.RETRYING);
        all.clock.advance(Duration.ofSeconds(60));
        all.await(id, job -> job.state() == JobState.SUCCEEDED);
    }

    @Test
    void run_failsForGood_isNotTriedAgain() {
        kind.work = (chunk, _) -> fail(ErrorCode.BROKEN_IMAGE);
        all.start("here", List.of(kind));

        JobId id = all.enqueue(1);

        Job job = all.ended(id);
        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(job.failure()).hasValue(new JobFailure("broken-image", "On purpose"));
        assertThat(kind.runs).hasSize(1);
        assertThat(all.history(id)).containsExactly("QUEUED 0 queue", "STARTED 1 here", "FAILED 1 here");
    }

    @Test
    void run_failsInAllItsAttempts_failsAndCanBeQueuedAnew() {
        kind.policy = kind.policy.withAttempts(3);
        kind.work = (chunk, _) -> {
            throw new IllegalStateException("a bug");
        };
        all.start("here", List.of(kind));
        JobId id = all.enqueue(1);

        Job job = all.ended(id);
        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(job.failure().orElseThrow().code()).isEqualTo("internal");
        assertThat(kind.runs).hasSize(3);

        kind.work = (chunk, _) -> new ChunkResult(10);
        all.database.write(handle -> all.queue.retry(handle, id, "bob"));
        assertThat(all.ended(id).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(all.job(id).failure()).isEmpty();
        assertThat(all.history(id)).endsWith("QUEUED 0 queue", "STARTED 1 here", "SUCCEEDED 1 here");
    }

    @Test
    void run_tooLongInAllItsAttempts_isFrozenAndCanBeQueuedAnew() {
        kind.policy = new JobPolicy(2, Duration.ofMillis(50), 10, Duration.ZERO, Duration.ZERO);
        kind.work = (chunk, _) -> {
            Thread.sleep(Waiting.PATIENCE);
            return new ChunkResult(10);
        };
        all.start("here", List.of(kind));
        JobId id = all.enqueue(1);

        Job job = all.ended(id);
        assertThat(job.state()).isEqualTo(JobState.FROZEN);
        assertThat(job.failure().orElseThrow().code()).isEqualTo(JobFailure.TIME_LIMIT);
        assertThat(all.history(id))
                .containsExactly(
                        "QUEUED 0 queue", "STARTED 1 here", "RETRYING 1 here", "STARTED 2 here", "FROZEN 2 here");

        kind.work = (chunk, _) -> new ChunkResult(10);
        all.database.write(handle -> all.queue.retry(handle, id, "bob"));
        assertThat(all.ended(id).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void run_doesNotStopWhenItIsTooLong_jobGoesOnWithoutIt() {
        kind.policy = new JobPolicy(2, Duration.ofMillis(50), 10, Duration.ZERO, Duration.ZERO);
        var never = new CountDownLatch(1);
        kind.work = (chunk, run) -> {
            while (run.attempt() == 1 && never.getCount() > 0) {
                Thread.onSpinWait();
            }
            return new ChunkResult(10);
        };
        all.start("here", List.of(kind));
        try {
            JobId id = all.enqueue(1);

            assertThat(all.ended(id).state()).isEqualTo(JobState.SUCCEEDED);
            assertThat(all.history(id)).contains("RETRYING 1 here", "SUCCEEDED 2 here");
        } finally {
            never.countDown();
        }
    }
}

package dev.vignette.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.Waiting;
import dev.vignette.config.Settings;
import dev.vignette.database.Dialect;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.telemetry.Tracing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
@Timeout(180)
final class JobsTest {
    private final TestJobs all;
    private final TestKind kind = new TestKind();

    JobsTest(Dialect dialect, @TempDir Path folder) {
        all = new TestJobs(dialect, folder);
    }

    @AfterEach
    void close() {
        all.close();
    }

    @Test
    void enqueue_oneChunk_runsToItsEndAndItsHistoryTells() {
        all.start("here", List.of(kind));
        kind.work = (chunk, _) -> new ChunkResult(10, 2, Optional.of("{\"made\": 8}"));

        JobId id = all.enqueue(1);

        Job job = all.endedAtOnce(id);
        assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.progress().done()).isEqualTo(10);
        assertThat(job.progress().failed()).isEqualTo(2);
        assertThat(job.progress().total()).hasValue(10);
        assertThat(job.attempts()).isEqualTo(1);
        assertThat(job.result()).hasValue("{\"made\": 8}");
        assertThat(job.started()).isPresent();
        assertThat(job.ended()).isPresent();
        assertThat(kind.runs).containsExactly("ann 1 1");
        assertThat(all.history(id)).containsExactly("QUEUED 0 queue", "STARTED 1 here", "SUCCEEDED 1 here");
        assertThat(all.events(id)).extracting(JobEvent::seq).containsExactly(1L, 2L, 3L);
        assertThat(job.lastEvent()).isEqualTo(3);
        assertThat(all.count("job_run")).isZero();
    }

    @Test
    void enqueue_nothingToDo_succeedsAtOnce() {
        all.start("here", List.of(kind));

        JobId id = all.enqueue(0);

        assertThat(all.endedAtOnce(id).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(kind.runs).isEmpty();
    }

    @Test
    void enqueue_transactionUndone_leavesNothing() {
        assertThatThrownBy(() -> all.database.write(handle -> {
                    all.queue.enqueue(handle, new NewJob("test", JobClass.UPLOAD, "ann", "{}", "things"));
                    throw new IllegalStateException("on purpose");
                }))
                .isInstanceOf(IllegalStateException.class);

        for (String table : List.of("job", "job_event", "job_run")) {
            assertThat(all.count(table)).isZero();
        }
    }

    @Test
    void start_switchedOff_takesJobsAndRunsNone() {
        Jobs off = all.start("off", List.of(kind), "ENABLED", "false");
        JobId id = all.database.write(
                handle -> off.enqueue(handle, new NewJob("test", JobClass.UPLOAD, "ann", "{}", "things")));

        // Those that came to another server afterwards are run before it, were there one for it.
        all.start("here", List.of());
        Waiting.pause(Duration.ofMillis(1500));
        assertThat(all.job(id).state()).isEqualTo(JobState.QUEUED);

        all.start("on", List.of(kind));
        assertThat(all.endedAtOnce(id).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void step_inARun_isInTheHistory() {
        all.start("here", List.of(kind));
        kind.work = (chunk, run) -> {
            run.step("fetch");
            run.step("convert");
            return new ChunkResult(1);
        };

        JobId id = all.enqueue(1);

        all.endedAtOnce(id);
        assertThat(all.events(id)).extracting(JobEvent::step).containsExactly("", "", "fetch", "convert", "convert");
        assertThat(all.events(id).get(2).state()).isEqualTo(JobState.PROGRESS);
    }

    @Test
    void watch_eachTransition_isTold() {
        var changes = new LinkedBlockingQueue<JobId>();
        Jobs here = all.start("here", List.of(kind));
        here.watch(changes::add, () -> {});

        JobId id = all.enqueue(1);

        all.endedAtOnce(id);
        Waiting.until(() -> changes.size() >= 2); // the start, and the end
        assertThat(changes).containsOnly(id);
    }

    @Test
    void cancel_waiting_neverRuns() {
        JobId id = all.enqueue(1);

        assertThat(cancel(id)).isEqualTo(JobChange.DONE);
        assertThat(cancel(id)).isEqualTo(JobChange.REFUSED);

        all.start("here", List.of(kind));
        JobId next = all.enqueue(1);
        all.endedAtOnce(next);
        assertThat(kind.runs).hasSize(1);
        assertThat(all.history(id)).containsExactly("QUEUED 0 queue", "CANCELLED 0 queue");
        assertThat(all.events(id).getLast().details()).contains("bob");
    }

    private JobChange cancel(JobId id) {
        return all.database.write(handle -> all.queue.cancel(handle, id, "bob"));
    }

    @Test
    void cancel_runningOnAnotherServer_interruptsItAndItsResultDoesNotCount() {
        var interrupted = new CountDownLatch(1);
        kind.work = (chunk, run) -> {
            try {
                Thread.sleep(Waiting.PATIENCE);
            } catch (InterruptedException e) {
                assertThat(run.stopping()).isTrue();
                interrupted.countDown();
            }
            return new ChunkResult(10);
        };
        all.start("there", List.of(kind));
        JobId id = all.enqueue(1);
        Waiting.until(() -> !kind.runs.isEmpty());

        assertThat(cancel(id)).isEqualTo(JobChange.DONE);

        Waiting.await(interrupted);
        kind.work = (chunk, _) -> new ChunkResult(1);
        all.endedAtOnce(all.enqueue(1)); // the worker is free for it
        assertThat(all.job(id).state()).isEqualTo(JobState.CANCELLED);
        assertThat(all.job(id).progress().done()).isZero();
    }

    @Test
    void retry_cancelledJob_runsAgain() {
        JobId id = all.enqueue(3);
        cancel(id);

        assertThat(retry(id)).isEqualTo(JobChange.DONE);
        assertThat(retry(id)).isEqualTo(JobChange.REFUSED);

        all.start("here", List.of(kind));
        assertThat(all.endedAtOnce(id).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(all.job(id).progress().done()).isEqualTo(30);
    }

    private JobChange retry(JobId id) {
        return all.database.write(handle -> all.queue.retry(handle, id, "bob"));
    }

    @Test
    void changes_unknownJob_isAbsent() {
        JobId nobody = JobId.at(all.clock.instant());

        assertThat(cancel(nobody)).isEqualTo(JobChange.ABSENT);
        assertThat(retry(nobody)).isEqualTo(JobChange.ABSENT);
        assertThat(delete(nobody)).isEqualTo(JobChange.ABSENT);
        assertThat(all.queue.find(nobody)).isEmpty();
    }

    private JobChange delete(JobId id) {
        return all.database.write(handle -> all.queue.delete(handle, id));
    }

    @Test
    void delete_endedJob_isGoneWithItsHistory() {
        JobId id = all.enqueue(1);
        assertThat(delete(id)).isEqualTo(JobChange.REFUSED);
        cancel(id);

        assertThat(delete(id)).isEqualTo(JobChange.DONE);

        assertThat(all.queue.find(id)).isEmpty();
        assertThat(all.count("job_event")).isZero();
    }

    @Test
    void listener_jobEnds_isToldInItsTransaction() {
        JobListener follow = (handle, job) -> {
            if (job.kind().equals(TestKind.NAME)) {
                all.queue.enqueue(
                        handle,
                        new NewJob("after", JobClass.UPLOAD, job.owner(), "{\"of\": \"" + job.id() + "\"}", "calls"));
            }
        };
        try (var here = Jobs.open(
                Settings.of(Map.of()).bind(JobsConfig.class),
                all.database,
                Tracing.OFF,
                JobClock.of(all.clock),
                "here")) {
            var after = new TestKind("after");
            here.start(List.of(kind, after), follow, all.metrics);
            kind.work = (chunk, _) -> {
                throw new VignetteException(ErrorCode.BROKEN_IMAGE, "It is broken");
            };

            JobId id = all.enqueue(1);

            assertThat(all.endedAtOnce(id).state()).isEqualTo(JobState.FAILED);
            Waiting.until(() -> after.runs.size() == 1);
            assertThat(all.count("job")).isEqualTo(2);

            kind.work = (chunk, _) -> {
                Thread.sleep(Waiting.PATIENCE);
                return new ChunkResult(1);
            };
            JobId cancelled = all.enqueue(1);
            all.database.write(handle -> here.cancel(handle, cancelled, "bob"));
            Waiting.until(() -> after.runs.size() == 2);
        }
    }

    @Test
    void metrics_afterAJob_countItsTransitions() {
        kind.work = (chunk, _) -> new ChunkResult(chunk.size(), 3, Optional.empty());
        all.start("here", List.of(kind));
        assertThat(all.endedAtOnce(all.enqueue(1)).state()).isEqualTo(JobState.SUCCEEDED);

        // which is counted last
        Waiting.until(() -> all.metrics.scrape().contains("vignette_job_runs_seconds_count{kind=\"test\"} 1"));
        assertThat(all.metrics.scrape())
                .contains("vignette_job_transitions_total{kind=\"test\",state=\"succeeded\"} 1.0")
                .contains("vignette_job_units_total{kind=\"test\"} 10.0")
                .contains("vignette_job_units_failed_total{kind=\"test\"} 3.0")
                .contains("vignette_job_transitions_total{kind=\"test\",state=\"frozen\"} 0.0")
                .contains("vignette_job_waiting{class=\"upload\"} 0.0");
    }
}

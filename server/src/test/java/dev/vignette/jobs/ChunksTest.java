package dev.vignette.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.Waiting;
import dev.vignette.database.Dialect;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// The chunks of large jobs.
@ParameterizedClass
@EnumSource(Dialect.class)
@Timeout(180)
final class ChunksTest {
    private final TestJobs all;
    private final TestKind kind = new TestKind();

    ChunksTest(Dialect dialect, @TempDir Path folder) {
        all = new TestJobs(dialect, folder);
    }

    @AfterEach
    void close() {
        all.close();
    }

    @Test
    void chunks_manyOnTwoServers_areAllDoneOnceAndNeverManyRows() {
        var rows = new AtomicLong();
        var kindThere = new TestKind();
        var both = new CountDownLatch(2);
        for (TestKind one : List.of(kind, kindThere)) {
            var first = new AtomicBoolean(true);
            one.work = (chunk, _) -> {
                if (first.getAndSet(false)) {
                    both.countDown();
                }
                Waiting.await(both);
                rows.accumulateAndGet(all.count("job_run"), Math::max);
                return new ChunkResult(chunk.size());
            };
        }
        all.start("here", List.of(kind));
        all.start("there", List.of(kindThere));

        JobId id = all.enqueue(300);

        Job job = all.endedAtOnce(id);
        assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.progress().done()).isEqualTo(3000);
        assertThat(job.progress().total()).hasValue(3000);
        assertThat(Stream.concat(kind.runs.stream(), kindThere.runs.stream()))
                .hasSize(300)
                .doesNotHaveDuplicates();
        assertThat(rows.get()).isBetween(2L, 41L);
        assertThat(all.count("job_chunk")).isZero();
        assertThat(all.history(id).stream().filter(event -> event.startsWith("PROGRESS")))
                .hasSize(300);
        assertThat(all.history(id))
                .anyMatch(event -> event.endsWith("here"))
                .anyMatch(event -> event.endsWith("there"));
    }

    @Test
    void chunks_oneThatIsToComeAfterAll_beginsWhenThoseBeforeItAreDone() {
        var done = new AtomicInteger();
        var before = new AtomicInteger(-1);
        kind.work = (chunk, _) -> {
            if (chunk.payload().equals("30")) {
                before.set(done.get());
            } else {
                Thread.sleep(chunk.payload().equals("29") ? 200 : 0);
                done.incrementAndGet();
            }
            return new ChunkResult(chunk.size());
        };
        all.start("here", List.of(kind));
        all.start("there", List.of(kind));

        String request = new JsonObject().put("chunks", 30).put("afterAll", 30).encode();
        JobId id = all.enqueue(new NewJob(TestKind.NAME, JobClass.UPLOAD, "ann", request, "things"));

        assertThat(all.endedAtOnce(id).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(before.get()).isEqualTo(29);
        assertThat(kind.runs).hasSize(30).doesNotHaveDuplicates();
    }

    @Test
    void chunks_oneFailsForGood_othersAreDoneAndARetryDoesThatOneAlone() {
        kind.work = (chunk, _) -> {
            if (chunk.payload().equals("7")) {
                throw new VignetteException(ErrorCode.FORBIDDEN, "Not this one");
            }
            return new ChunkResult(chunk.size());
        };
        all.start("here", List.of(kind));
        JobId id = all.enqueue(50);

        Job job = all.endedAtOnce(id);
        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(job.failure()).hasValue(new JobFailure("forbidden", "Not this one"));
        assertThat(job.progress().done()).isEqualTo(490);
        assertThat(all.count("job_chunk")).isEqualTo(1);

        kind.runs.clear();
        kind.work = (chunk, _) -> new ChunkResult(chunk.size());
        all.database.write(handle -> all.queue.retry(handle, id, "bob"));
        assertThat(all.endedAtOnce(id).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(kind.runs).containsExactly("ann 7 1");
        assertThat(all.job(id).progress().done()).isEqualTo(500);
    }

    @Test
    void chunks_cancelledInBetween_goOnWhereTheyWereWhenRetried() {
        var tenth = new CountDownLatch(1);
        kind.work = (chunk, _) -> {
            if (kind.runs.size() >= 10) {
                tenth.countDown();
                Thread.sleep(Waiting.PATIENCE);
            }
            return new ChunkResult(chunk.size());
        };
        all.start("here", List.of(kind));
        JobId id = all.enqueue(100);
        Waiting.await(tenth);
        all.database.write(handle -> all.queue.cancel(handle, id, "bob"));
        long done = all.job(id).progress().done();

        kind.work = (chunk, _) -> new ChunkResult(chunk.size());
        all.database.write(handle -> all.queue.retry(handle, id, "bob"));

        assertThat(all.endedAtOnce(id).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(all.job(id).progress().done()).isEqualTo(1000).isGreaterThan(done);
    }
}

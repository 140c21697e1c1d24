package dev.vignette.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.Waiting;
import dev.vignette.database.Dialect;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.telemetry.Tracing;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Whose turn it is: of classes, tenants and kinds.
@ParameterizedClass
@EnumSource(Dialect.class)
@Timeout(180)
final class LinesTest {
    private final TestJobs all;
    private final TestKind kind = new TestKind();

    LinesTest(Dialect dialect, @TempDir Path folder) {
        all = new TestJobs(dialect, folder);
    }

    @AfterEach
    void close() {
        all.close();
    }

    private void enqueueSome(String owner, int jobs) {
        for (int i = 0; i < jobs; i++) {
            all.clock.advance(Duration.ofMillis(1));
            all.enqueue(JobClass.UPLOAD, owner, 1);
        }
    }

    private List<String> owners() {
        return kind.runs.stream().map(run -> run.split(" ", 2)[0]).toList();
    }

    @Test
    void tenants_manyJobsOfOne_takeTurns() {
        enqueueSome("ann", 6);
        enqueueSome("bob", 3);
        enqueueSome("cid", 1);

        all.start("here", List.of(kind), "UPLOAD_WORKERS", "1");

        Waiting.until(() -> kind.runs.size() == 10);
        assertThat(owners()).containsExactly("ann", "bob", "cid", "ann", "bob", "ann", "bob", "ann", "ann", "ann");
    }

    @Test
    void tenants_oneWhoComesLate_isNextAndNotBehindAll() {
        var third = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        kind.work = (chunk, _) -> {
            if (kind.runs.size() == 3) {
                third.countDown();
                Waiting.await(go);
            }
            return new ChunkResult(1);
        };
        enqueueSome("ann", 10);
        all.start("here", List.of(kind), "UPLOAD_WORKERS", "1");
        Waiting.await(third);
        enqueueSome("bob", 2);
        go.countDown();

        Waiting.until(() -> kind.runs.size() == 12);
        assertThat(owners().subList(3, 7)).containsExactly("bob", "ann", "bob", "ann");
    }

    @Test
    void tenants_oneWhoseRunsFail_comesBackBehindTheNewOnesOfOthers() {
        kind.policy = new JobPolicy(2, Duration.ofMinutes(10), 10, Duration.ofDays(1), Duration.ofDays(1));
        var go = new CountDownLatch(1);
        kind.work = (chunk, run) -> {
            if (run.owner().equals("ann") && run.attempt() == 1) {
                throw new VignetteException(ErrorCode.SOURCE_TIMEOUT, "On purpose");
            }
            if (run.owner().equals("cid")) {
                Waiting.await(go);
            }
            return new ChunkResult(1);
        };
        all.start("here", List.of(kind), "UPLOAD_WORKERS", "1");
        enqueueSome("ann", 6);
        Waiting.until(() -> kind.runs.size() == 6);
        enqueueSome("cid", 1);
        Waiting.until(() -> kind.runs.size() == 7);
        enqueueSome("bob", 2);
        all.clock.advance(Duration.ofDays(2));
        go.countDown();

        Waiting.until(() -> kind.runs.size() == 15);
        assertThat(owners().subList(7, 11)).filteredOn("bob"::equals).hasSize(2);
    }

    @Test
    void take_kindWithoutRoomAtTheHead_takesOthersInstead() {
        enqueueSome("ann", 6);
        for (int i = 0; i < 6; i++) {
            all.enqueue(new NewJob("other", JobClass.UPLOAD, "ann", "{}", "things"));
        }
        var picking = new Picking(all.database, Tracing.OFF, "here");

        List<Picked> picked = picking.take(JobClass.UPLOAD, Map.of(TestKind.NAME, 1, "other", 4), 4, all.clock)
                .picked();

        assertThat(picked.stream().map(one -> one.lease().run().kind()))
                .containsExactlyInAnyOrder(TestKind.NAME, "other", "other", "other");
    }

    /// The line may be looked into before a run comes that is taken in the same look.
    @Test
    void take_timeAskedBeforeTheRunCame_beginsAfterIt() {
        JobId id = all.enqueue(1);
        var asked = new AtomicInteger();
        InstantSource time = () -> all.clock.instant().plusMillis(asked.getAndIncrement() == 0 ? -1 : 1);

        var picking = new Picking(all.database, Tracing.OFF, "here");
        picking.reenter(JobClass.UPLOAD, time);
        var _ = picking.take(JobClass.UPLOAD, Map.of(TestKind.NAME, 1), 1, time);

        assertThat(all.events(id).stream().map(JobEvent::at)).isSorted().hasSize(2);
    }

    @Test
    void classes_allWorkersOfOneBusy_othersGoOn() {
        var go = new CountDownLatch(1);
        kind.work = (chunk, run) -> {
            if (run.owner().equals("ann")) {
                Waiting.await(go);
            }
            return new ChunkResult(1);
        };
        all.start("here", List.of(kind));
        for (int i = 0; i < 20; i++) {
            all.enqueue(JobClass.BACKFILL, "ann", 1);
        }
        Waiting.until(() -> kind.runs.size() == 2);

        JobId upload = all.enqueue(JobClass.UPLOAD, "bob", 1);
        JobId interactive = all.enqueue(JobClass.INTERACTIVE, "bob", 1);

        assertThat(all.endedAtOnce(upload).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(all.endedAtOnce(interactive).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(kind.runs).hasSize(4);
        go.countDown();
    }

    @Test
    void perNode_moreThanThat_waitsAndHoldsNoOtherKindUp() {
        kind.policy = kind.policy.withPerNode(1);
        var other = new TestKind("other");
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        var go = new CountDownLatch(1);
        kind.work = (chunk, _) -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            Waiting.await(go);
            running.decrementAndGet();
            return new ChunkResult(1);
        };
        enqueueSome("ann", 10);
        all.start("here", List.of(kind, other));
        Waiting.until(() -> kind.runs.size() == 1);

        JobId free = all.enqueue(new NewJob("other", JobClass.UPLOAD, "bob", "{}", "things"));
        assertThat(all.endedAtOnce(free).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(kind.runs).hasSize(1);
        go.countDown();

        Waiting.until(() -> kind.runs.size() == 10 && all.count("job_run") == 0);
        assertThat(most).hasValue(1);
    }

    /// Each class looks once a second, and the lives of runs are looked after 24 times a second.
    @Test
    void start_nothingToDo_rests() throws InterruptedException {
        kind.policy = kind.policy.withPerNode(1);
        all.start("here", List.of(kind, new TestKind("other")));
        assertThat(all.endedAtOnce(all.enqueue(1)).state()).isEqualTo(JobState.SUCCEEDED);

        long before = all.timesAsked.get();
        Thread.sleep(3000);

        assertThat(all.timesAsked.get() - before).isLessThan(200);
    }
}

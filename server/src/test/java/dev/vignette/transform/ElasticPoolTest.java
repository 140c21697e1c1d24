package dev.vignette.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.Waiting;
import dev.vignette.config.ByteSize;
import dev.vignette.error.VignetteException;
import dev.vignette.telemetry.Deadline;
import dev.vignette.telemetry.RequestContext;
import dev.vignette.telemetry.Trace;
import dev.vignette.telemetry.Urgency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// How the pool follows its work, on a clock and ticks of the test's own.
@Timeout(120)
final class ElasticPoolTest {
    private static final int QUEUE = 20;

    private final AtomicLong clock = new AtomicLong();
    private final AtomicInteger ended = new AtomicInteger();
    private volatile double processor;
    private final CodecPool pool = new CodecPool(
            new CodecConfig(
                    2,
                    6,
                    QUEUE,
                    QueueOrder.COST,
                    new ByteSize(100),
                    Oversized.REFUSE,
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(10)),
            ended::incrementAndGet,
            clock::get,
            new Growth(() -> processor));
    private final List<CountDownLatch> held = new ArrayList<>();
    private final List<CompletableFuture<Void>> results = new ArrayList<>();

    @AfterEach
    void close() {
        held.forEach(CountDownLatch::countDown);
        pool.close();
    }

    /// Work that goes on until its latch is opened.
    private void start(int count, int bytes) {
        start(Urgency.LIVE, count, bytes);
    }

    private void start(Urgency urgency, int count, int bytes) {
        for (int i = 0; i < count; i++) {
            var latch = new CountDownLatch(1);
            held.add(latch);
            var context = new RequestContext("an-id", Deadline.after(Duration.ofMinutes(1)), Trace.NONE, urgency);
            results.add(CompletableFuture.runAsync(
                    () -> ScopedValue.where(RequestContext.CURRENT, context)
                            .run(() -> pool.run(new Cost(bytes, 1), _ -> {
                                latch.await();
                                return "";
                            })),
                    Thread::startVirtualThread));
        }
    }

    @Test
    void run_jobsHoldAllThreads_liveWorkHasOneAtOnce() throws InterruptedException {
        start(Urgency.BACKFILL, 2, 1);
        awaitAt(2, 0);
        start(Urgency.BACKFILL, 1, 1);
        awaitAt(2, 1);

        start(2, 1);
        awaitAt(4, 1);
        start(1, 1);
        awaitAt(4, 2);
        endAll();
    }

    private void endAll() {
        held.forEach(CountDownLatch::countDown);
        results.forEach(CompletableFuture::join);
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    private void awaitAt(int running, int waiting) throws InterruptedException {
        Waiting.until(() -> pool.state().running() == running && pool.state().waiting() == waiting);
    }

    @Test
    void tick_workWaits_growsByHalfUpToTheMost() throws InterruptedException {
        assertThat(pool.state().workers()).as("none before there is work").isZero();
        start(12, 1);
        awaitAt(2, 10);
        pool.tick();
        awaitAt(3, 9);
        pool.tick();
        awaitAt(4, 8);
        pool.tick();
        awaitAt(6, 6);
        pool.tick();
        assertThat(pool.state().workers()).isEqualTo(6);
        awaitAt(6, 6);
    }

    @Test
    void tick_processorSaturated_doesNotGrow() throws InterruptedException {
        start(12, 1);
        awaitAt(2, 10);
        processor = 0.97;
        pool.tick();
        awaitAt(2, 10);
        assertThat(pool.state().workers()).isEqualTo(2);
    }

    @Test
    void tick_workWaitsForMemory_doesNotGrow() throws InterruptedException {
        start(3, 60);
        awaitAt(1, 2);
        pool.tick();
        assertThat(pool.state().running()).isEqualTo(1);
        assertThat(pool.state().waiting()).isEqualTo(2);
    }

    @Test
    void tick_idleForThirtySeconds_shrinksToTheLeast() throws InterruptedException {
        start(12, 1);
        awaitAt(2, 10);
        for (int i = 0; i < 3; i++) {
            pool.tick();
        }
        awaitAt(6, 6);
        endAll();
        awaitAt(0, 0);

        pass(Duration.ofMillis(29_999));
        pool.tick();
        assertThat(pool.state().workers()).isEqualTo(6);

        start(1, 1); // one of them is not idle any more
        awaitAt(1, 0);
        pass(Duration.ofMillis(1));
        pool.tick();
        assertThat(pool.state().workers()).isEqualTo(2);
        Waiting.until(() -> ended.get() == 4);

        endAll();
        pool.close();
        assertThat(ended).hasValue(6);
    }

    @Test
    void stuck_everyThreadAtOneImageTooLong_isToldUntilOneEnds() throws InterruptedException {
        start(6, 1);
        awaitAt(2, 4);
        pool.tick();
        pool.tick();
        pool.tick();
        awaitAt(6, 0);
        pass(Duration.ofSeconds(10));
        assertThat(pool.stuck()).isEmpty();

        pass(Duration.ofMillis(1));
        assertThat(pool.stuck()).contains("Every codec thread has been at one image for more than 10 s");

        held.getFirst().countDown();
        Waiting.until(() -> pool.state().running() == 5);
        assertThat(pool.stuck()).isEmpty();
    }

    @Test
    void stuck_workWaitsAndNoneEnds_isToldUntilOneDoes() throws InterruptedException {
        start(1, 60);
        awaitAt(1, 0); // so that the first that is held is the one that runs
        start(2, 60);
        awaitAt(1, 2);
        pass(Duration.ofSeconds(11));
        assertThat(pool.stuck()).contains("Images wait, and none was begun or finished for more than 10 s");

        start(QUEUE - 2, 60);
        awaitAt(1, QUEUE);
        assertThat(pool.stuck()).contains("The queue is full, and none was begun or finished for more than 10 s");

        held.getFirst().countDown();
        awaitAt(1, QUEUE - 1);
        assertThat(pool.stuck()).isEmpty();
    }

    /// Those that wait for its memory give up one after the other, so that none of them waits for long.
    @Test
    void stuck_oneTakesAllMemoryAndOthersComeAndGo_isToldAlthoughTheLastCameJustNow() throws InterruptedException {
        start(1, 100);
        awaitAt(1, 0);
        for (int i = 0; i < 2; i++) {
            Thread brief = Thread.ofVirtual().start(() -> {
                var context = new RequestContext("an-id", Deadline.after(Duration.ofMinutes(1)));
                ScopedValue.where(RequestContext.CURRENT, context)
                        .run(() -> assertThatThrownBy(() -> pool.run(new Cost(1, 1), _ -> ""))
                                .isInstanceOf(VignetteException.class));
            });
            awaitAt(1, 1);
            pass(Duration.ofSeconds(6));
            brief.interrupt();
            brief.join();
            awaitAt(1, 0);
        }
        start(1, 1);
        awaitAt(1, 1);

        assertThat(pool.stuck()).contains("Images wait, and none was begun or finished for more than 10 s");
        held.getFirst().countDown();
        awaitAt(1, 0);
        assertThat(pool.stuck()).isEmpty();
    }

    @Test
    void stuck_nothingToDoForLong_isFine() throws InterruptedException {
        start(1, 1);
        awaitAt(1, 0);
        pass(Duration.ofHours(1));
        assertThat(pool.stuck()).as("others have room").isEmpty();
        endAll();
        pass(Duration.ofHours(1));
        assertThat(pool.stuck()).isEmpty();
        start(3, 60);
        awaitAt(1, 2);
        assertThat(pool.stuck()).as("they came just now").isEmpty();
    }
}

package dev.vignette.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vignette.Waiting;
import dev.vignette.config.ByteSize;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.telemetry.Deadline;
import dev.vignette.telemetry.RequestContext;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class CodecPoolTest {
    private final AtomicInteger ended = new AtomicInteger();
    private final CodecPool pool = pool(1, 1, 1, 1000);
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void close() {
        release.countDown();
        pool.close();
    }

    private CodecPool pool(int least, int most, int queue, int budget) {
        var config = new CodecConfig(
                least,
                most,
                queue,
                QueueOrder.COST,
                new ByteSize(budget),
                Oversized.REFUSE,
                Duration.ofSeconds(20),
                Duration.ofSeconds(60));
        return new CodecPool(config, ended::incrementAndGet, System::nanoTime, new Growth(() -> 0));
    }

    private <T> Task.Outcome<T> run(Duration patience, Callable<T> work) {
        return run(pool, 1, patience, work);
    }

    private static <T> Task.Outcome<T> run(CodecPool pool, int bytes, Duration patience, Callable<T> work) {
        var context = new RequestContext("an-id", Deadline.after(patience));
        return ScopedValue.where(RequestContext.CURRENT, context)
                .call(() -> pool.run(new Cost(bytes, 1), _ -> work.call()));
    }

    private ErrorCode refused(Duration patience, Callable<?> work) {
        var refusal = catchThrowableOfType(VignetteException.class, () -> run(patience, work));
        assertThat(refusal).isNotNull();
        return refusal.code();
    }

    /// Work that holds the only thread until it is released.
    private CompletableFuture<Task.Outcome<String>> occupy() throws InterruptedException {
        var started = new CountDownLatch(1);
        var done = CompletableFuture.supplyAsync(
                () -> run(Duration.ofMinutes(5), () -> {
                    started.countDown();
                    release.await();
                    return "held";
                }),
                Thread::startVirtualThread);
        started.await();
        return done;
    }

    @Test
    void run_work_givesItsValueOnACodecThreadOfTheRequest() {
        var outcome = run(
                Duration.ofMinutes(5),
                () -> Thread.currentThread().getName() + " "
                        + RequestContext.current().id());
        assertThat(outcome.value()).isEqualTo("codec-0 an-id");
        assertThat(outcome.waited()).isLessThan(Waiting.PATIENCE);
    }

    @Test
    void run_failingWork_throwsWhatItThrew() {
        var own = VignetteException.badParameter("w", "no", List.of());
        assertThat(catchThrowable(() -> run(Duration.ofMinutes(5), () -> {
                    throw own;
                })))
                .isSameAs(own);
        assertThat(refused(Duration.ofMinutes(5), () -> {
                    throw new IOException("no");
                }))
                .isEqualTo(ErrorCode.INTERNAL);
        assertThat(refused(Duration.ofMinutes(5), () -> {
                    throw new StackOverflowError();
                }))
                .isEqualTo(ErrorCode.INTERNAL);
        assertThat(run(Duration.ofMinutes(5), () -> "still here").value()).isEqualTo("still here");
    }

    @Test
    void run_threadAndQueueTaken_isQueueFull() throws InterruptedException {
        var held = occupy();
        var waiting = CompletableFuture.supplyAsync(
                () -> run(Duration.ofMinutes(5), () -> "waited"), Thread::startVirtualThread);
        Waiting.until(() -> pool.state().waiting() == 1);
        assertThat(pool.state().running()).isEqualTo(1);
        assertThat(refused(Duration.ofMinutes(5), () -> "never")).isEqualTo(ErrorCode.QUEUE_FULL);
        Thread.sleep(20);
        release.countDown();
        assertThat(held.join().value()).isEqualTo("held");
        assertThat(waiting.join().value()).isEqualTo("waited");
        assertThat(waiting.join().waited()).isGreaterThanOrEqualTo(Duration.ofMillis(20));
    }

    @Test
    void run_deadlineInQueue_isOverloadedAndNeverRuns() throws InterruptedException {
        var held = occupy();
        var ran = new AtomicBoolean();
        assertThat(refused(Duration.ofMillis(30), () -> ran.getAndSet(true))).isEqualTo(ErrorCode.OVERLOADED);
        assertThat(pool.state().waiting()).as("it gave its place back").isZero();
        release.countDown();
        assertThat(held.join().value()).isEqualTo("held");
        assertThat(run(Duration.ofMinutes(5), () -> "next").value()).isEqualTo("next");
        assertThat(ran).isFalse();
    }

    @Test
    void run_deadlineAtWork_isOverloadedAndTold() {
        var refusal = catchThrowableOfType(
                VignetteException.class,
                () -> run(Duration.ofMillis(50), () -> {
                    release.await();
                    return "late";
                }));
        assertThat(refusal.code()).isEqualTo(ErrorCode.OVERLOADED);
        assertThat(refusal).hasMessage("The image took too long to convert");
    }

    @Test
    void run_callerInterrupted_isGivenUp() throws InterruptedException {
        var held = occupy();
        Thread.currentThread().interrupt();
        ErrorCode code = refused(Duration.ofMinutes(5), () -> "never");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(code).isEqualTo(ErrorCode.SHUTTING_DOWN);
        assertThat(pool.state().waiting()).isZero();
        release.countDown();
        assertThat(held.join().value()).isEqualTo("held");
    }

    @Test
    void close_workUnderWay_endsItThenTheThreadAndRefusesMore() throws InterruptedException {
        var held = occupy();
        Thread closing = Thread.ofVirtual().start(pool::close);
        while (catchThrowable(() -> refused(Duration.ofMillis(1), () -> "probe")) != null
                || refused(Duration.ofMillis(1), () -> "probe") != ErrorCode.SHUTTING_DOWN) {
            Thread.sleep(1);
        }
        assertThat(held).isNotDone();
        assertThat(ended).hasValue(0);
        release.countDown();
        closing.join();
        assertThat(held.join().value()).isEqualTo("held");
        assertThat(ended).hasValue(1);
    }

    @Test
    void run_manyOfDifferentSize_neverPassTheBudget() throws InterruptedException {
        var held = new AtomicInteger();
        var most = new AtomicInteger();
        var together = new CountDownLatch(2);
        try (var many = pool(8, 8, 1000, 100)) {
            try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 2; i++) { // at least these two are at it at once
                    callers.execute(() -> run(many, 40, Duration.ofMinutes(5), () -> {
                        most.accumulateAndGet(held.addAndGet(40), Math::max);
                        together.countDown();
                        together.await();
                        return held.addAndGet(-40);
                    }));
                }
                together.await();
                for (int i = 0; i < 400; i++) {
                    int bytes = 1 + i * 7 % 60;
                    callers.execute(() -> run(many, bytes, Duration.ofMinutes(5), () -> {
                        most.accumulateAndGet(held.addAndGet(bytes), Math::max);
                        Thread.sleep(1);
                        return held.addAndGet(-bytes);
                    }));
                }
            }
            assertThat(most.get()).isBetween(80, 100);
            Waiting.until(() -> many.state().reserved() == 0); // given back just behind the last answer
            assertThat(many.state().waiting()).isZero();
        }
    }

    @Test
    void run_firstGivesUpItsPlace_nextIsLetThrough() throws InterruptedException {
        try (var two = pool(2, 2, 10, 100)) {
            var running = CompletableFuture.supplyAsync(
                    () -> run(two, 60, Duration.ofMinutes(5), () -> {
                        release.await();
                        return "held";
                    }),
                    Thread::startVirtualThread);
            Waiting.until(() -> two.state().running() == 1);
            Thread large = Thread.ofVirtual().start(() -> run(two, 90, Duration.ofMinutes(5), () -> "never"));
            Waiting.until(() -> two.state().waiting() == 1);
            var small = CompletableFuture.supplyAsync(
                    () -> run(two, 1, Duration.ofMinutes(5), () -> "small"), Thread::startVirtualThread);
            Waiting.until(() -> two.state().waiting() == 2);

            large.interrupt();

            assertThat(small.join().value()).isEqualTo("small");
            assertThat(running).isNotDone();
            release.countDown();
        }
    }

    @Test
    void cancel_runningAndWaiting_areToldAtOnce() throws InterruptedException {
        var held = occupy();
        var waiting = CompletableFuture.supplyAsync(
                () -> refused(Duration.ofMinutes(5), () -> "never"), Thread::startVirtualThread);
        Waiting.until(() -> pool.state().waiting() == 1);

        pool.cancel();

        assertThat(waiting.join()).isEqualTo(ErrorCode.SHUTTING_DOWN);
        assertThat(catchThrowable(held::join)).hasRootCauseInstanceOf(VignetteException.class);
        assertThat(pool.state().running())
                .as("it does not heed the cancellation")
                .isEqualTo(1);
    }
}

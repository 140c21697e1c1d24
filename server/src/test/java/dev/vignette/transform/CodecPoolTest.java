package dev.vignette.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class CodecPoolTest {
    private final AtomicInteger ended = new AtomicInteger();
    private final CodecPool pool = new CodecPool(1, 1, ended::incrementAndGet);
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void close() {
        release.countDown();
        pool.close();
    }

    private <T> CodecPool.Outcome<T> run(Duration patience, Callable<T> work) {
        var context = new RequestContext("an-id", Deadline.after(patience));
        return ScopedValue.where(RequestContext.CURRENT, context).call(() -> pool.run(work));
    }

    private ErrorCode refused(Duration patience, Callable<?> work) {
        var refusal = catchThrowableOfType(VignetteException.class, () -> run(patience, work));
        assertThat(refusal).isNotNull();
        return refusal.code();
    }

    /// Work that holds the only thread until it is released.
    private CompletableFuture<CodecPool.Outcome<String>> occupy() throws InterruptedException {
        var started = new CountDownLatch(1);
        var done = CompletableFuture.supplyAsync(
                () -> run(Duration.ofSeconds(20), () -> {
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
                Duration.ofSeconds(10),
                () -> Thread.currentThread().getName() + " "
                        + RequestContext.current().id());
        assertThat(outcome.value()).isEqualTo("codec-0 an-id");
        assertThat(outcome.waited()).isBetween(Duration.ZERO, Duration.ofSeconds(5));
    }

    @Test
    void run_failingWork_throwsWhatItThrew() {
        var own = VignetteException.badParameter("w", "no", List.of());
        assertThat(catchThrowable(() -> run(Duration.ofSeconds(10), () -> {
                    throw own;
                })))
                .isSameAs(own);
        assertThat(refused(Duration.ofSeconds(10), () -> {
                    throw new IOException("no");
                }))
                .isEqualTo(ErrorCode.INTERNAL);
        assertThat(refused(Duration.ofSeconds(10), () -> {
                    throw new StackOverflowError();
                }))
                .isEqualTo(ErrorCode.INTERNAL);
        assertThat(run(Duration.ofSeconds(10), () -> "still here").value()).isEqualTo("still here");
    }

    @Test
    void run_threadAndQueueTaken_isQueueFull() throws InterruptedException {
        var held = occupy();
        var waiting = CompletableFuture.supplyAsync(
                () -> run(Duration.ofSeconds(20), () -> "waited"), Thread::startVirtualThread);
        while (pool.waiting() == 0) {
            Thread.sleep(1);
        }
        assertThat(pool.running()).isEqualTo(1);
        assertThat(refused(Duration.ofSeconds(20), () -> "never")).isEqualTo(ErrorCode.QUEUE_FULL);
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
        assertThat(pool.waiting()).as("it gave its place back").isZero();
        release.countDown();
        assertThat(held.join().value()).isEqualTo("held");
        assertThat(run(Duration.ofSeconds(10), () -> "next").value()).isEqualTo("next");
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
        ErrorCode code = refused(Duration.ofSeconds(10), () -> "never");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(code).isEqualTo(ErrorCode.SHUTTING_DOWN);
        assertThat(pool.waiting()).isZero();
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
}

package dev.vignette.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vignette.SlowDrawing;
import dev.vignette.Waiting;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.image.ImageFile;
import dev.vignette.options.OptionsParser;
import dev.vignette.telemetry.Deadline;
import dev.vignette.telemetry.RequestContext;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Native work that nobody waits for any more. A drawing that is blurred this much takes minutes; where a test ends,
/// it was stopped.
@Timeout(120)
final class CancellationTest extends Transforming {
    @BeforeAll
    void retrying() {
        restart(config(Map.of("VIGNETTE_CODEC_LENIENT", "true")));
    }

    @AfterAll
    void strictAgain() {
        restart(CONFIG);
    }

    private VignetteException refused(Duration patience) {
        var context = new RequestContext("test", Deadline.after(patience));
        return catchThrowableOfType(
                VignetteException.class,
                () -> ScopedValue.where(RequestContext.CURRENT, context)
                        .call(() -> transformer()
                                .transform(
                                        Input.probe(ImageFile.of(SlowDrawing.FILE)),
                                        OptionsParser.PLAIN.parse(SlowDrawing.OPTIONS),
                                        Set.of())));
    }

    private void awaitRunning(int expected) {
        Waiting.until(() -> transformer().running() == expected);
    }

    /// The encoder asks for blurred pixels: no decoder has as many buffers as a blur.
    private void awaitBlur() {
        Waiting.until(() -> vips().allocations() >= 18);
    }

    @Test
    void transform_callerInterrupted_freesTheThread() throws InterruptedException {
        var refusal = new CompletableFuture<VignetteException>();
        var interrupted = new AtomicBoolean();
        Thread caller = Thread.ofVirtual().start(() -> {
            refusal.complete(refused(Duration.ofMinutes(5)));
            interrupted.set(Thread.currentThread().isInterrupted());
        });
        awaitBlur();

        caller.interrupt();

        awaitRunning(0);
        caller.join();
        assertThat(refusal.join().code()).isEqualTo(ErrorCode.SHUTTING_DOWN);
        assertThat(interrupted).as("the caller's own callers may ask").isTrue();
    }

    @Test
    void transform_interruptedWhileDecoding_freesTheThread() throws InterruptedException {
        Thread caller = Thread.ofVirtual().start(() -> refused(Duration.ofMinutes(5)));
        awaitRunning(1);
        caller.interrupt();
        awaitRunning(0);
        caller.join();
    }

    @Test
    void transform_deadlinePasses_freesTheThread() throws InterruptedException {
        // By its estimate it would be done in less.
        var refusal = refused(Duration.ofSeconds(5));
        assertThat(refusal.code()).isEqualTo(ErrorCode.OVERLOADED);
        assertThat(refusal).hasMessage("The image took too long to convert");
        awaitRunning(0);
    }

    @Test
    void cancel_workUnderWay_isToldAndEnds() throws InterruptedException {
        var refusal = CompletableFuture.supplyAsync(() -> refused(Duration.ofMinutes(5)), Thread::startVirtualThread);
        awaitBlur();

        transformer().cancel();

        assertThat(refusal.join().code()).isEqualTo(ErrorCode.SHUTTING_DOWN);
        awaitRunning(0);
    }
}

package dev.vignette;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Waiting for what must come. How long that takes is no matter of the test: only a wait in vain comes to its end.
public final class Waiting {
    /// More than anything here takes on a machine that is busy with other things.
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private Waiting() {}

    /// Asks again and again, and leaves the processor to those who are waited for.
    ///
    /// @throws AssertionError when it does not come, or the thread is interrupted
    public static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end).as("waited in vain").isNegative();
            pause(Duration.ofMillis(2));
        }
    }

    /// @throws AssertionError when it does not come, or the thread is interrupted
    public static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("waited in vain")
                    .isTrue();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /// Lets time pass for those to whom it matters, such as an origin that is slow.
    ///
    /// @throws AssertionError when the thread is interrupted
    public static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static AssertionError interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new AssertionError("interrupted", e);
    }
}

package dev.vignette.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.Waiting;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
final class TurnsTest {
    private final CountDownLatch begun = new CountDownLatch(2);
    private final CountDownLatch released = new CountDownLatch(1);

    @Test
    void take_moreThanMayAtOnce_waitsForItsTurn() throws Exception {
        var turns = new Turns(2, Waiting.PATIENCE, "too many");
        var under = new AtomicInteger();
        var holders = hold(turns, 2);
        var third = new Thread(() -> turns.take(under::incrementAndGet));
        third.start();
        Waiting.until(() -> third.getState() == Thread.State.TIMED_WAITING);

        assertThat(under).hasValue(0);

        released.countDown();
        third.join(Waiting.PATIENCE);
        assertThat(under).hasValue(1);
        holders.join();
    }

    @Test
    void take_waitedInVain_isRefused() {
        var turns = new Turns(2, Duration.ofMillis(20), "too many");
        var holders = hold(turns, 2);

        assertRefused(turns, ErrorCode.OVERLOADED, "too many");

        released.countDown();
        holders.join();
        assertThat(turns.take(() -> "free again")).isEqualTo("free again");
    }

    @Test
    void take_workThatFails_givesItsTurnBack() {
        var turns = new Turns(1, Duration.ZERO, "too many");
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> turns.take(() -> {
                        throw new IllegalStateException("failed");
                    }))
                    .hasMessage("failed");
        }
        assertThat(turns.take(() -> 7)).isEqualTo(7);
    }

    @Test
    void take_interrupted_isCalledOff() {
        var turns = new Turns(2, Waiting.PATIENCE, "too many");
        var holders = hold(turns, 2);
        Thread.currentThread().interrupt();

        assertRefused(turns, ErrorCode.SHUTTING_DOWN, "The request was called off");

        assertThat(Thread.interrupted()).isTrue();
        released.countDown();
        holders.join();
    }

    /// Takes all turns until they are released.
    private CompletableFuture<Void> hold(Turns turns, int all) {
        var holders = new CompletableFuture<?>[all];
        for (int i = 0; i < all; i++) {
            holders[i] = CompletableFuture.runAsync(
                    () -> turns.take(() -> {
                        begun.countDown();
                        Waiting.await(released);
                        return 0;
                    }),
                    task -> Thread.ofVirtual().start(task));
        }
        Waiting.await(begun);
        return CompletableFuture.allOf(holders);
    }

    private static void assertRefused(Turns turns, ErrorCode code, String message) {
        assertThatThrownBy(() -> turns.take(() -> 7))
                .isInstanceOfSatisfying(
                        VignetteException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(message);
    }
}

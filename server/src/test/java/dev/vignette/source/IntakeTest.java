package dev.vignette.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.Waiting;
import dev.vignette.config.Settings;
import dev.vignette.telemetry.Deadline;
import io.netty.buffer.ByteBuf;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntakeTest {
    private static final Deadline SOON = Deadline.after(Duration.ZERO);
    private static final int LENGTH = 400 << 10;

    @TempDir
    private Path folder;

    private final AtomicBoolean wanted = new AtomicBoolean();

    @Test
    void enter_moreThanTheMost_waitsForOneToLeave() throws Exception {
        Intake intake = new Intake(1, store(), () -> true);
        assertThat(intake.enter(SOON)).isTrue();
        assertThat(intake.enter(SOON)).isFalse();

        CompletableFuture<Boolean> second = entering(intake);
        intake.leave();

        assertThat(second.get(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void enter_noRoomForTheExpectedLengths_waitsUntilOriginalsAreWanted() throws Exception {
        BodyStore store = store();
        store.came(LENGTH);
        Intake intake = new Intake(100, store, wanted::get);
        assertThat(intake.enter(SOON)).isTrue();
        assertThat(intake.enter(SOON)).isTrue();
        assertThat(intake.enter(SOON))
                .as("2 of 400 KiB fit into 1 MiB, 3 do not")
                .isFalse();

        CompletableFuture<Boolean> third = entering(intake);
        wanted.set(true);
        intake.changed();

        assertThat(third.get(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void enter_memoryTaken_countsIt() throws Exception {
        BodyStore store = store();
        store.came(LENGTH);
        Intake intake = new Intake(100, store, wanted::get);
        ByteBuf taken = store.allocate(2 * LENGTH).orElseThrow();
        assertThat(intake.enter(SOON)).isFalse();

        store.free(taken);

        assertThat(intake.enter(SOON)).isTrue();
    }

    @Test
    void enter_gaveUp_letsTheNextTry() throws Exception {
        Intake intake = new Intake(1, store(), () -> true);
        assertThat(intake.enter(SOON)).isTrue();
        assertThat(intake.enter(Deadline.after(Duration.ofMillis(20)))).isFalse();
        intake.leave();

        assertThat(intake.enter(Deadline.after(Waiting.PATIENCE))).isTrue();
    }

    /// A MiB for what arrives.
    private BodyStore store() {
        var settings = Settings.of(Map.of("VIGNETTE_SOURCE_MEMORY", "2MiB"));
        return new BodyStore(settings.bind(SourceCacheConfig.class), folder, Optional.empty());
    }

    private static CompletableFuture<Boolean> entering(Intake intake) {
        var entered = new CompletableFuture<Boolean>();
        Thread.startVirtualThread(() -> {
            try {
                entered.complete(intake.enter(Deadline.after(Waiting.PATIENCE)));
            } catch (InterruptedException e) {
                entered.completeExceptionally(e);
            }
        });
        return entered;
    }
}

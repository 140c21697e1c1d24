package dev.vignette.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.telemetry.Deadline;
import dev.vignette.telemetry.RequestContext;
import dev.vignette.telemetry.Trace;
import dev.vignette.telemetry.Urgency;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EntranceTest {
    private final AtomicReference<Duration> expected = new AtomicReference<>(Duration.ZERO);
    private final Entrance entrance = new Entrance(2, _ -> expected.get());

    private <T> T pass(Supplier<T> work) {
        var context = new RequestContext("test", Deadline.after(Duration.ofSeconds(10)));
        return ScopedValue.where(RequestContext.CURRENT, context).call(() -> entrance.pass(work));
    }

    private VignetteException refusal() {
        var refusal = catchThrowableOfType(VignetteException.class, () -> pass(() -> 0));
        assertThat(refusal.code()).isEqualTo(ErrorCode.QUEUE_FULL);
        return refusal;
    }

    @Test
    void pass_moreThanPlaces_isRefusedUntilOneIsFree() {
        VignetteException third = pass(() -> pass(this::refusal));

        assertThat(third.retryAfter()).isEqualTo(Duration.ofSeconds(1));
        assertThat(entrance.inside()).isZero();
        assertThat(pass(() -> 7)).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({"11, 11", "600, 30"})
    void pass_noChanceBeforeTheDeadline_isRefusedAndToldWhen(int wait, int retryAfter) {
        expected.set(Duration.ofSeconds(wait));

        assertThat(refusal().retryAfter()).hasSeconds(retryAfter);
        assertThat(entrance.inside()).isZero();
    }

    @Test
    void pass_job_isNeitherRefusedNorCounted() {
        expected.set(Duration.ofMinutes(10));
        var job = new RequestContext("job", Deadline.after(Duration.ofSeconds(10)), Trace.NONE, Urgency.BACKFILL);

        int inside = ScopedValue.where(RequestContext.CURRENT, job).call(() -> entrance.pass(entrance::inside));

        assertThat(inside).isZero();
    }

    @Test
    void pass_waitWithinTheDeadline_isLetIn() {
        expected.set(Duration.ofSeconds(9));

        assertThat(pass(() -> 7)).isEqualTo(7);
    }

    @Test
    void interval_endsWhileOthersWait_isTheMeanBetweenThem() {
        var pace = new Pace();
        pace.finished(1_000, true);
        assertThat(pace.interval()).isZero();
        pace.finished(1_640, true);
        assertThat(pace.interval()).isEqualTo(640);
        pace.finished(2_600, false);
        assertThat(pace.interval()).isEqualTo(650);
        pace.finished(90_000, true);
        assertThat(pace.interval()).as("what was idle tells nothing").isEqualTo(650);
    }
}

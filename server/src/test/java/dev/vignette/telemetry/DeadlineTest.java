package dev.vignette.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class DeadlineTest {
    @Test
    void remaining_ahead_isWhatIsLeft() {
        var deadline = Deadline.after(Duration.ofMinutes(1));

        assertThat(deadline.passed()).isFalse();
        assertThat(deadline.remaining()).isBetween(Duration.ofSeconds(50), Duration.ofMinutes(1));
        assertThat(deadline.remainingUpTo(Duration.ofSeconds(2))).isEqualTo(Duration.ofSeconds(2));
        assertThat(deadline.remainingUpTo(Duration.ofHours(2))).isLessThanOrEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void remaining_passed_isZero() {
        var deadline = Deadline.after(Duration.ofSeconds(-1));

        assertThat(deadline.passed()).isTrue();
        assertThat(deadline.remaining()).isZero();
        assertThat(deadline.remainingUpTo(Duration.ofSeconds(2))).isZero();
    }
}

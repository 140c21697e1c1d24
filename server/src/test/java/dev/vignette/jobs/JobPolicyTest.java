package dev.vignette.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.error.ErrorCode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is tried again, and how long after.
final class JobPolicyTest {
    @Test
    void retryable_everyCode_isDecided() {
        assertThat(ErrorCode.values()).allSatisfy(code -> {
            boolean canPass = Retryable.is(code);
            if (code.status() >= 503) {
                assertThat(canPass).isNotEqualTo(code == ErrorCode.QUOTA_EXCEEDED);
            }
        });
        assertThat(Retryable.is(ErrorCode.FORBIDDEN)).isFalse();
        assertThat(Retryable.is(ErrorCode.BROKEN_IMAGE)).isFalse();
    }

    @Test
    void pauseAfter_laterAttempts_doublesUpToItsEnd() {
        var policy = new JobPolicy(9, Duration.ofSeconds(1), 1, Duration.ofSeconds(1), Duration.ofSeconds(10));

        assertThat(List.of(1, 2, 3, 4, 5, 60).stream().map(policy::pauseAfter).map(Duration::toSeconds))
                .containsExactly(1L, 2L, 4L, 8L, 10L, 10L);
    }
}

package dev.vignette.jobs;

import java.time.Duration;

/// How jobs of a kind are dealt with.
///
/// @param attempts the most for one run; at least 1
/// @param timeLimit of an attempt
/// @param perNode the most runs at a time on one server
/// @param firstPause the bound of the pause before the second attempt; it doubles with each. How long the pause
///     is up to that is left to chance, so that those who failed together do not come back together
/// @param longestPause where the doubling ends
public record JobPolicy(int attempts, Duration timeLimit, int perNode, Duration firstPause, Duration longestPause) {
    /// The pauses of all attempts are two minutes at most.
    public static final JobPolicy DEFAULT =
            new JobPolicy(8, Duration.ofMinutes(5), Integer.MAX_VALUE, Duration.ofSeconds(1), Duration.ofMinutes(5));

    /// @throws IllegalArgumentException when there would be no attempt, or none at a time
    public JobPolicy {
        if (attempts < 1 || perNode < 1 || !timeLimit.isPositive() || firstPause.isNegative()) {
            throw new IllegalArgumentException("a job that could never run");
        }
    }

    public JobPolicy withAttempts(int most) {
        return new JobPolicy(most, timeLimit, perNode, firstPause, longestPause);
    }

    public JobPolicy withTimeLimit(Duration limit) {
        return new JobPolicy(attempts, limit, perNode, firstPause, longestPause);
    }

    public JobPolicy withPerNode(int most) {
        return new JobPolicy(attempts, timeLimit, most, firstPause, longestPause);
    }

    /// The longest that the pause after a failed attempt may be.
    Duration pauseAfter(int attempt) {
        Duration doubled = firstPause.multipliedBy(1L << Math.clamp(attempt - 1, 0, 30));
        return doubled.compareTo(longestPause) < 0 ? doubled : longestPause;
    }
}

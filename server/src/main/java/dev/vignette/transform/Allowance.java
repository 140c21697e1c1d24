package dev.vignette.transform;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.telemetry.Deadline;
import java.time.Duration;

/// What one conversion may cost by its estimate, held against it before anything of it is begun: an encoder that is at
/// work for a minute cannot be stopped, and one that takes all the memory stops everybody else.
///
/// @param bytes at its peak; `Long.MAX_VALUE` when what is larger than the whole budget may run alone
/// @param time of one processor
record Allowance(long bytes, Duration time) {
    private static final int MEBI = 20;

    /// @throws VignetteException `TOO_MUCH_WORK` when it is more than is ever done here, `OVERLOADED` when the request
    ///     has no time left for it
    void check(Cost cost, Deadline deadline) {
        Duration needed = Duration.ofNanos(cost.nanos());
        if (needed.compareTo(time) > 0) {
            throw tooMuch(seconds(needed) + " of one processor, the limit is " + seconds(time));
        }
        if (cost.bytes() > bytes) {
            throw tooMuch((cost.bytes() >> MEBI) + " MiB of memory, the limit is " + (bytes >> MEBI) + " MiB");
        }
        if (needed.compareTo(deadline.remaining()) > 0) {
            throw new VignetteException(
                    ErrorCode.OVERLOADED,
                    "The conversion would take about " + seconds(needed) + ", more than is left of the request's time");
        }
    }

    private static VignetteException tooMuch(String what) {
        return new VignetteException(ErrorCode.TOO_MUCH_WORK, "The conversion would take about " + what);
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() + " s";
    }
}

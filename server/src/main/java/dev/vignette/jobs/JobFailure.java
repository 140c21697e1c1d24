package dev.vignette.jobs;

/// Why a job, or an attempt at it, came to a bad end.
///
/// @param code stable: that of an `ErrorCode`, or one of the constants here
/// @param detail public text
public record JobFailure(String code, String detail) {
    /// The time limit of an attempt passed.
    public static final String TIME_LIMIT = "time-limit";

    /// The worker was not heard of any more.
    public static final String WORKER_LOST = "worker-lost";

    /// The worker's server was about to end; the attempt does not count.
    public static final String SHUTTING_DOWN = "shutting-down";

    /// The worker was told that the run is not wanted, which was no longer so; the attempt does not count.
    public static final String CALLED_OFF = "called-off";
}

package dev.vignette.jobs;

/// What came of asking for a change of a job.
public enum JobChange {
    DONE,
    /// There is no such job.
    ABSENT,
    /// It is in no state for that.
    REFUSED
}

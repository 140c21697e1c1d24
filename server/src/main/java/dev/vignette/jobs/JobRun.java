package dev.vignette.jobs;

/// What the one who does a chunk knows of it, and can tell. `RequestContext` is bound too, with the time limit of
/// the attempt as its deadline.
public interface JobRun {
    JobId job();

    String owner();

    /// What the job was asked for, as JSON.
    String request();

    /// Counts from 1 within the job; 0 in a job that is one chunk.
    long chunk();

    /// Counts from 1.
    int attempt();

    /// Whether it is to stop: cancelled, out of time, or its server is about to end. The thread is interrupted
    /// too.
    boolean stopping();

    /// Tells what it is at, in the history of the job. To be used for what a person may want to follow, not for
    /// each unit.
    ///
    /// @throws dev.vignette.error.VignetteException when the worker has lost its lease, or the database is away
    void step(String step);
}

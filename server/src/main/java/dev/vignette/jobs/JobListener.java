package dev.vignette.jobs;

import org.jdbi.v3.core.Handle;

/// Who wants to do something in the very transaction that ends a job, such as to enqueue what follows from it.
@FunctionalInterface
public interface JobListener {
    JobListener NONE = (_, _) -> {};

    /// @param handle of the transaction; it may run more than once
    /// @param job as it is now
    void ended(Handle handle, Job job);
}

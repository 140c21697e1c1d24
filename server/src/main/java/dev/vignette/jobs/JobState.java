package dev.vignette.jobs;

import java.util.Locale;

/// Where a job stands: what the last event of its history says.
///
///     QUEUED → STARTED → PROGRESS* → SUCCEEDED | FAILED | CANCELLED | FROZEN
///                 ↑          ↓
///                 └─ RETRYING
///
/// One that ended, and did not succeed, can be queued anew by request.
public enum JobState {
    /// It waits for its first run.
    QUEUED(false),
    /// A run of it is under way.
    STARTED(false),
    /// The same, and something of it is done.
    PROGRESS(false),
    /// A run failed or was lost, and is going to be run again.
    RETRYING(false),
    SUCCEEDED(true),
    /// It cannot get better, or did not in all its attempts.
    FAILED(true),
    CANCELLED(true),
    /// It took too long, or took its worker with it, in all its attempts.
    FROZEN(true);

    private final boolean end;

    JobState(boolean end) {
        this.end = end;
    }

    public boolean isEnd() {
        return end;
    }

    /// Whether it can be queued anew by request.
    public boolean isRetryable() {
        return end && this != SUCCEEDED;
    }

    /// The name in metrics.
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

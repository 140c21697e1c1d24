package dev.vignette.transform;

/// Whether anybody still waits for a conversion, and how to stop it when nobody does.
final class Cancellation {
    private boolean cancelled;
    private Runnable stop = () -> {};

    /// Says how the work is stopped from now on; it is at once, when it was cancelled before.
    synchronized void stopsBy(Runnable action) {
        stop = action;
        if (cancelled) {
            action.run();
        }
    }

    /// May be called again, to stop what did not notice.
    synchronized void cancel() {
        cancelled = true;
        stop.run();
    }

    synchronized boolean cancelled() {
        return cancelled;
    }
}

package dev.vignette.storage;

/// Clears away what was left behind by something that was called off.
public final class ClearingAway {
    private ClearingAway() {}

    /// Does it although the thread is interrupted: then it would not even begin.
    public static void regardless(Runnable work) {
        boolean interrupted = Thread.interrupted();
        try {
            work.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

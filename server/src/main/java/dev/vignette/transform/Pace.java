package dev.vignette.transform;

/// How fast work is finished while more of it waits: the mean time from one end to the next, which weighs the last few
/// dozen. Not safe for use by several threads at once.
final class Pace {
    /// The weight of the newest interval is one in so many.
    private static final int MEMORY = 32;

    private long interval;
    private long last;
    private boolean busy;

    /// @param now in nanoseconds
    /// @param more whether other work waits, so that the next end tells of the pace
    void finished(long now, boolean more) {
        if (busy) {
            long measured = now - last;
            interval = interval == 0 ? measured : interval + (measured - interval) / MEMORY;
        }
        last = now;
        busy = more;
    }

    /// In nanoseconds; zero as long as nothing was measured.
    long interval() {
        return interval;
    }
}

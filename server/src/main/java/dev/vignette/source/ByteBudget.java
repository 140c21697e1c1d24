package dev.vignette.source;

import java.util.concurrent.atomic.AtomicLong;

/// A number of bytes that may be taken at a time. Nobody waits for them: they are there, or they are not.
final class ByteBudget {
    private final long most;
    private final AtomicLong taken = new AtomicLong();

    ByteBudget(long most) {
        this.most = most;
    }

    /// @return whether the bytes were there; then they must be given back
    boolean take(long bytes) {
        long before;
        do {
            before = taken.get();
            if (bytes > most - before) {
                return false;
            }
        } while (!taken.compareAndSet(before, before + bytes));
        return true;
    }

    boolean hasRoomFor(long bytes) {
        return bytes <= most - taken.get();
    }

    void giveBack(long bytes) {
        taken.addAndGet(-bytes);
    }

    long taken() {
        return taken.get();
    }
}

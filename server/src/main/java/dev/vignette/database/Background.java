package dev.vignette.database;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Work on a thread of its own, begun once, and interrupted and awaited when it is no longer wanted.
final class Background implements AutoCloseable {
    private final String name;
    private final Runnable work;
    private @Nullable Thread thread;
    private volatile boolean closed;

    /// @param work that ends soon after [#isClosed], or when it is interrupted
    Background(String name, Runnable work) {
        this.name = name;
        this.work = work;
    }

    synchronized void begin() {
        if (thread == null && !closed) {
            thread = Thread.ofVirtual().name(name).start(work);
        }
    }

    boolean isClosed() {
        return closed;
    }

    /// To be called by the work between its rounds. The interrupt is kept, which means that it is closed.
    static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        Thread begun;
        synchronized (this) {
            begun = thread;
        }
        if (begun != null) {
            begun.interrupt();
            try {
                begun.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

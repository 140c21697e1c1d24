package dev.vignette.database;

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

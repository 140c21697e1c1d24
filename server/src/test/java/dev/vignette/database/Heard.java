package dev.vignette.database;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// Remembers what it was told.
class Heard implements ChangeListener {
    private final Queue<String> changes = new ConcurrentLinkedQueue<>();
    private final AtomicInteger missed = new AtomicInteger();

    @Override
    public void changed(String payload) {
        changes.add(payload);
    }

    @Override
    public void missed() {
        missed.incrementAndGet();
    }

    List<String> changes() {
        return List.copyOf(changes);
    }

    /// How often it may have missed something.
    int times() {
        return missed.get();
    }
}

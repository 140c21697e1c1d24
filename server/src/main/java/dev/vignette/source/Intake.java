package dev.vignette.source;

import dev.vignette.telemetry.Deadline;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// When one fetch more may begin: while memory has room for what it will probably bring, or when those who convert
/// originals have nearly run out of them. What came sooner would go through a file and be converted no sooner.
final class Intake {
    private final int most;
    private final BodyStore store;
    private final BooleanSupplier wanted;
    /// Who holds this is the next to begin.
    private final Semaphore next = new Semaphore(1, true);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int underWay;

    /// @param most fetches at a time
    /// @param wanted whether originals are needed at once; [#changed] must be called when it may have turned true
    Intake(int most, BodyStore store, BooleanSupplier wanted) {
        this.most = most;
        this.store = store;
        this.wanted = wanted;
    }

    /// Waits until a fetch may begin, and counts it until [#leave]. In the order of arrival.
    ///
    /// @return false when it may not before the deadline
    boolean enter(Deadline deadline) throws InterruptedException {
        if (!next.tryAcquire(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
            return false;
        }
        lock.lock();
        try {
            while (!open()) {
                if (changed.awaitNanos(deadline.remaining().toNanos()) <= 0) {
                    return false;
                }
            }
            underWay++;
            return true;
        } finally {
            lock.unlock();
            next.release();
        }
    }

    private boolean open() {
        return underWay < most && (store.hasRoomFor(underWay + 1) || wanted.getAsBoolean());
    }

    void leave() {
        lock.lock();
        try {
            underWay--;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Looks again whether originals are wanted.
    void changed() {
        lock.lock();
        try {
            changed.signal();
        } finally {
            lock.unlock();
        }
    }
}

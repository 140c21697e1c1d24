package dev.vignette.cache;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells of a disk that does not take what is to be kept. One that is full fails each time; it is told of once in a
/// while.
final class RareWarning {
    private static final Logger LOG = LoggerFactory.getLogger(RareWarning.class);
    private static final Duration SILENCE = Duration.ofMinutes(1);

    private final AtomicLong next = new AtomicLong(System.nanoTime());

    void tell(Exception failure) {
        long now = System.nanoTime();
        long due = next.get();
        if (now - due >= 0 && next.compareAndSet(due, now + SILENCE.toNanos())) {
            LOG.warn("cannot keep renditions on disk", failure);
        }
    }
}

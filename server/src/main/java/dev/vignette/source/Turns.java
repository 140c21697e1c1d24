package dev.vignette.source;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.telemetry.Deadline;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// How many origins are asked at a time: some of each host, more in all, as the [Intake] sees fit. Whoever waits for a
/// busy host holds nothing that another host could use. A turn comes with a connection, so that to wait for one counts
/// as our own lack of room, never as slowness of the origin.
final class Turns {
    private final int perHost;
    private final Intake all;
    private final Cache<String, Semaphore> hosts =
            Caffeine.newBuilder().weakValues().build();

    Turns(int perHost, Intake all) {
        this.perHost = perHost;
        this.all = all;
    }

    /// A turn; to be given back.
    record Turn(Semaphore host, Intake all) implements AutoCloseable {
        @Override
        public void close() {
            all.leave();
            host.release();
        }
    }

    /// Waits for a turn at a host.
    ///
    /// @throws VignetteException `OVERLOADED` when there is none before the deadline, `SHUTTING_DOWN` when
    ///     the thread is interrupted
    Turn take(String host, Deadline deadline) {
        Semaphore ofHost = hosts.get(host, _ -> new Semaphore(perHost, true));
        try {
            if (!ofHost.tryAcquire(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                throw busy();
            }
            return enter(ofHost, deadline);
        } catch (InterruptedException e) {
            throw Phase.interrupted(e);
        }
    }

    private Turn enter(Semaphore ofHost, Deadline deadline) throws InterruptedException {
        boolean entered = false;
        try {
            entered = all.enter(deadline);
        } finally {
            if (!entered) {
                ofHost.release();
            }
        }
        if (!entered) {
            throw busy();
        }
        return new Turn(ofHost, all);
    }

    static VignetteException busy() {
        return new VignetteException(ErrorCode.OVERLOADED, "Too many sources are being fetched");
    }
}

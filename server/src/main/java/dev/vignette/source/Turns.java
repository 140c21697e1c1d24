package dev.vignette.source;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.telemetry.Deadline;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// How many origins are asked at a time: some of each host, more in all. Whoever waits for a busy host holds nothing
/// that another host could use. A turn comes with a connection, so that to wait for one counts as our own lack of
/// room, never as slowness of the origin.
final class Turns {
    private final int perHost;
    private final Semaphore all;
    private final Cache<String, Semaphore> hosts =
            Caffeine.newBuilder().weakValues().build();

    Turns(int perHost, int inAll) {
        this.perHost = perHost;
        this.all = new Semaphore(inAll, true);
    }

    /// A turn; to be given back.
    record Turn(Semaphore host, Semaphore all) implements AutoCloseable {
        @Override
        public void close() {
            all.release();
            host.release();
        }
    }

    /// Waits for a turn at a host.
    ///
    /// @throws VignetteException `OVERLOADED` when there is none before the deadline, `SHUTTING_DOWN` when
    ///     the thread is interrupted
    Turn take(String host, Deadline deadline) {
        Semaphore ofHost = hosts.get(host, _ -> new Semaphore(perHost, true));
        acquire(ofHost, deadline);
        try {
            acquire(all, deadline);
        } catch (VignetteException e) {
            ofHost.release();
            throw e;
        }
        return new Turn(ofHost, all);
    }

    private static void acquire(Semaphore permits, Deadline deadline) {
        try {
            if (!permits.tryAcquire(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                throw busy();
            }
        } catch (InterruptedException e) {
            throw Phase.interrupted(e);
        }
    }

    static VignetteException busy() {
        return new VignetteException(ErrorCode.OVERLOADED, "Too many sources are being fetched");
    }
}

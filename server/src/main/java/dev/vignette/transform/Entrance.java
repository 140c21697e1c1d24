package dev.vignette.transform;

import dev.vignette.error.VignetteException;
import dev.vignette.telemetry.RequestContext;
import dev.vignette.telemetry.Urgency;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/// The door before all work of a rendition, its fetch included. The gate knows what a conversion costs, but only once
/// the original is there; whoever would find the gate full, or would wait there past the deadline, is refused here,
/// before anything was spent. It is for live requests; jobs are as many as there are workers for them, and stand
/// back at the gate.
final class Entrance {
    private static final int MOST_SECONDS = 30;

    private final int places;
    private final IntFunction<Duration> expectedWait;
    private final AtomicInteger inside = new AtomicInteger();

    /// @param places for renditions under way, whatever they wait for
    /// @param expectedWait how long one will wait that comes when so many are inside
    Entrance(int places, IntFunction<Duration> expectedWait) {
        this.places = places;
        this.expectedWait = expectedWait;
    }

    /// Does the work, if there is room for it, or if it is a job's.
    ///
    /// @throws VignetteException `QUEUE_FULL`
    <T> T pass(Supplier<T> work) {
        if (RequestContext.current().urgency() != Urgency.LIVE) {
            return work.get();
        }
        int others = inside.getAndIncrement();
        if (others >= places) {
            inside.decrementAndGet();
            throw full("No room for one more image at the moment");
        }
        try {
            Duration patience = RequestContext.current().deadline().remaining();
            if (expectedWait.apply(others).compareTo(patience) > 0) {
                throw full("The image would wait too long to be converted");
            }
            return work.get();
        } finally {
            inside.decrementAndGet();
        }
    }

    /// Clients that come back sooner than the work can be done would be the work.
    private VignetteException full(String detail) {
        long seconds = Math.clamp(expectedWait.apply(inside.get()).toSeconds(), 1, MOST_SECONDS);
        return VignetteException.full(detail, Duration.ofSeconds(seconds));
    }

    int inside() {
        return inside.get();
    }
}

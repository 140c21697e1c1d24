package dev.vignette.cache;

import dev.vignette.telemetry.RequestContext;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// Work whose result is not kept, but shared by all who ask for the same while it is under way. They join and leave as
/// those do that wait for a rendition.
public final class Shared<T> {
    private final Map<RenditionKey, Flight<T>> underWay = new ConcurrentHashMap<>();
    private final boolean enabled;
    private final Executor threads;

    /// @param enabled whether anything is shared
    /// @param threads where the work is done, each on a thread that it may block
    public Shared(boolean enabled, Executor threads) {
        this.enabled = enabled;
        this.threads = threads;
    }

    /// The result of the work of this key that is under way, or of new work. Never blocks.
    ///
    /// @param request whose deadline bounds the waiting; its context is that of work that it begins
    /// @param work interrupted when nobody waits for it any more
    /// @return what this client waits for; to complete it from outside is to lose interest
    public CompletableFuture<T> join(RenditionKey key, RequestContext request, Supplier<T> work) {
        var mine = new Flight<T>(key, List.of(), request);
        Flight<T> flight = enabled ? boarded(mine, request) : mine;
        if (flight == mine) {
            mine.start(threads, _ -> {
                try {
                    return work.get();
                } finally {
                    underWay.remove(key, mine);
                }
            });
        }
        return flight.answer(request.deadline(), UnaryOperator.identity(), () -> leave(flight));
    }

    private Flight<T> boarded(Flight<T> mine, RequestContext request) {
        return Objects.requireNonNull(underWay.compute(
                mine.key(), (_, other) -> other != null && other.join(List.of(), request) ? other : mine));
    }

    private void leave(Flight<T> flight) {
        if (flight.leave()) {
            underWay.remove(flight.key(), flight);
        }
    }

    /// Lets nobody join what a purge covers; who waits for it is answered.
    public void purge(Purge purge) {
        underWay.values().forEach(flight -> flight.outdate(purge));
    }

    /// How many requests wait.
    public int waiting() {
        return underWay.values().stream().mapToInt(Flight::interest).sum();
    }
}

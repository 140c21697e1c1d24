package dev.vignette.delivery;

import dev.vignette.cache.Found;
import dev.vignette.cache.RenditionCache;
import dev.vignette.http.Answer;
import dev.vignette.http.Exchange;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/// Renditions that were asked for by those who may: looked up, rendered where they are missing, answered.
final class Thumbs {
    private final RenditionCache cache;
    private final Maker maker;
    private final ImageAnswer answer;
    private final Clock clock;

    Thumbs(RenditionCache cache, Maker maker, ImageAnswer answer, Clock clock) {
        this.cache = cache;
        this.maker = maker;
        this.answer = answer;
        this.clock = clock;
    }

    /// Where renditions come from that are not in the cache. Blocking.
    @FunctionalInterface
    interface Maker {
        Renderer.Rendered make(ThumbRequest request);
    }

    /// What a client waits for.
    record Wait(CompletableFuture<Found> found, CompletableFuture<Answer> answer) {
        /// The client has left.
        void leave() {
            found.completeExceptionally(Exchange.goneFailure());
        }
    }

    /// The answer, when the rendition is in memory and fresh. Never blocks.
    Optional<Answer> find(Exchange exchange, ThumbRequest request) {
        return cache.find(request.key(), request.envelope().tags())
                .map(found -> answer(exchange, found, request, ServerTiming.HIT));
    }

    /// The answer, however it is come by. Never blocks.
    Wait join(Exchange exchange, ThumbRequest request) {
        List<String> tags = request.envelope().tags();
        var timing = new AtomicReference<>(ServerTiming.COLLAPSED);
        var found = cache.join(request.key(), tags, exchange.context(), () -> {
            var rendered = maker.make(request);
            timing.set(rendered.timing());
            return rendered.rendition();
        });
        return new Wait(found, found.thenApply(it -> answer(exchange, it, request, timing(it, timing.get()))));
    }

    private Answer answer(Exchange exchange, Found found, ThumbRequest request, String timing) {
        return answer.of(exchange, found, request, timing, clock.instant());
    }

    private static String timing(Found found, String rendered) {
        return switch (found.way()) {
            case MEMORY -> ServerTiming.HIT;
            case DISK -> ServerTiming.DISK;
            case RENDERED, RENEWED, PASSED, STALE_IF_ERROR -> rendered;
        };
    }
}

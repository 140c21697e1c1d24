package dev.vignette.delivery;

import dev.vignette.auth.UrlSignature;
import dev.vignette.cache.Found;
import dev.vignette.cache.RenditionCache;
import dev.vignette.http.Answer;
import dev.vignette.http.Endpoint;
import dev.vignette.http.Exchange;
import dev.vignette.options.OptionsParser;
import dev.vignette.options.PresetsConfig;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

/// `GET /thumb`: parse, authorise, negotiate, look into the cache, render what is missing, answer.
public final class ThumbHandler implements Endpoint {
    private final ThumbRequests requests;
    private final RenditionCache cache;
    private final Renderer renderer;
    private final ImageAnswer answer;
    private final Clock clock;

    public ThumbHandler(
            UrlSignature signature, PresetsConfig presets, RenditionCache cache, Renderer renderer, Clock clock) {
        this.requests = new ThumbRequests(signature, new OptionsParser(presets, Envelope.NAMES));
        this.cache = cache;
        this.answer = new ImageAnswer(cache.windows());
        this.renderer = renderer;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Answer> handle(Exchange exchange) {
        ThumbRequest request = requests.read(exchange);
        List<String> tags = request.envelope().tags();
        var kept = cache.find(request.key(), tags);
        if (kept.isPresent()) {
            return CompletableFuture.completedFuture(answer(exchange, kept.get(), request, ServerTiming.HIT));
        }
        var timing = new AtomicReference<>(ServerTiming.COLLAPSED);
        var found = cache.join(request.key(), tags, exchange.context(), () -> {
            var rendered = renderer.render(
                    request.envelope().source(),
                    request.options(),
                    request.accepted().formats());
            timing.set(rendered.timing());
            return rendered.rendition();
        });
        exchange.whenGone(() -> found.completeExceptionally(Exchange.goneFailure()));
        return found.thenApply(it -> answer(exchange, it, request, timing(it, timing.get())));
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

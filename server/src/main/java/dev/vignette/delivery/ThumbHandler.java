package dev.vignette.delivery;

import dev.vignette.auth.UrlSignature;
import dev.vignette.cache.RenditionCache;
import dev.vignette.http.Answer;
import dev.vignette.http.Endpoint;
import dev.vignette.http.Exchange;
import dev.vignette.options.OptionsParser;
import dev.vignette.options.PresetsConfig;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// `GET /thumb`: parse, authorise, negotiate, look into the cache, render what is missing, answer.
public final class ThumbHandler implements Endpoint {
    private final ThumbRequests requests;
    private final Thumbs thumbs;

    public ThumbHandler(
            UrlSignature signature, PresetsConfig presets, RenditionCache cache, Renderer renderer, Clock clock) {
        this.requests = new ThumbRequests(signature, new OptionsParser(presets, Envelope.NAMES));
        this.thumbs = new Thumbs(cache, renderer::render, new ImageAnswer(cache.windows()), clock);
    }

    @Override
    public CompletionStage<Answer> handle(Exchange exchange) {
        ThumbRequest request = requests.read(exchange);
        var kept = thumbs.find(exchange, request);
        if (kept.isPresent()) {
            return CompletableFuture.completedFuture(kept.get());
        }
        Thumbs.Wait wait = thumbs.join(exchange, request);
        exchange.whenGone(wait::leave);
        return wait.answer();
    }
}

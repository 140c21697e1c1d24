package dev.vignette.delivery;

import dev.vignette.auth.UrlSignature;
import dev.vignette.cache.CachedRendition;
import dev.vignette.cache.RenditionCache;
import dev.vignette.http.Answer;
import dev.vignette.http.Endpoint;
import dev.vignette.http.Exchange;
import dev.vignette.options.Options;
import dev.vignette.options.OptionsParser;
import dev.vignette.options.PresetsConfig;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

/// `GET /thumb`: parse, authorise, negotiate, look into the cache, render what is missing, answer.
public final class ThumbHandler implements Endpoint {
    private final UrlSignature signature;
    private final OptionsParser parser;
    private final RenditionCache cache;
    private final Renderer renderer;
    private final Clock clock;

    public ThumbHandler(
            UrlSignature signature, PresetsConfig presets, RenditionCache cache, Renderer renderer, Clock clock) {
        this.signature = signature;
        this.parser = new OptionsParser(presets, Envelope.NAMES);
        this.cache = cache;
        this.renderer = renderer;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Answer> handle(Exchange exchange) {
        List<Map.Entry<String, String>> parameters = exchange.parameters();
        signature.verify(exchange.path(), parameters);
        Envelope envelope = Envelope.open(parameters);
        Options options = parser.parse(envelope.rest());
        boolean negotiated = options.output().format().isEmpty();
        AcceptedFormats accepted = AcceptedFormats.of(negotiated ? exchange.header("Accept") : Optional.empty());

        String key = envelope.source().toString() + ' ' + accepted.text() + ' ' + options.canonical();
        var cached = cache.find(key);
        if (cached.isPresent()) {
            return CompletableFuture.completedFuture(
                    ImageAnswer.of(exchange, cached.get(), envelope, negotiated, ServerTiming.HIT, clock.instant()));
        }
        var timing = new AtomicReference<>(ServerTiming.COLLAPSED);
        return cache.join(key, () -> render(exchange, key, envelope, options, accepted, timing))
                .thenApply(rendition ->
                        ImageAnswer.of(exchange, rendition, envelope, negotiated, timing.get(), clock.instant()));
    }

    private CompletableFuture<CachedRendition> render(
            Exchange exchange,
            String key,
            Envelope envelope,
            Options options,
            AcceptedFormats accepted,
            AtomicReference<String> timing) {
        return exchange.blocking(() -> {
                    timing.set(ServerTiming.DISK);
                    return cache.load(key, () -> {
                        var rendered = renderer.render(envelope.source(), options, accepted.formats());
                        timing.set(rendered.timing());
                        return rendered.rendition();
                    });
                })
                .toCompletableFuture();
    }
}

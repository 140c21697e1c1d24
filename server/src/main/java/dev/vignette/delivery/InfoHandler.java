package dev.vignette.delivery;

import dev.vignette.auth.UrlSignature;
import dev.vignette.cache.Purge;
import dev.vignette.cache.RenditionKey;
import dev.vignette.cache.Shared;
import dev.vignette.cache.StaleWindows;
import dev.vignette.error.VignetteException;
import dev.vignette.http.Answer;
import dev.vignette.http.Endpoint;
import dev.vignette.http.Exchange;
import dev.vignette.http.Headers;
import dev.vignette.http.HttpDate;
import dev.vignette.http.Preconditions;
import dev.vignette.http.QueryString;
import dev.vignette.source.Original;
import dev.vignette.source.Originals;
import dev.vignette.source.SourceUrl;
import dev.vignette.telemetry.Stage;
import dev.vignette.telemetry.Stages;
import dev.vignette.transform.Input;
import dev.vignette.transform.Transformer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/// `GET /info`: what can be said of an image, as JSON.
public final class InfoHandler implements Endpoint {
    private static final String GPS = "gps";

    private final UrlSignature signature;
    private final Originals originals;
    private final ImageInfo info;
    private final Transformer transformer;
    private final Stages stages;
    private final DeliveryConfig config;
    private final Clock clock;
    private final Shared<Told> underWay;

    /// What is said of an image.
    ///
    /// @param fresh how long it is good
    @SuppressWarnings("ArrayRecordComponent") // handed on at once, never compared
    private record Told(byte[] json, String etag, Duration fresh, Optional<Instant> lastModified) {}

    /// @param sharing whether requests for the same may share one answer
    /// @param threads where the work is done, each on a thread that it may block
    public InfoHandler(
            UrlSignature signature,
            Originals originals,
            ImageInfo info,
            Transformer transformer,
            Stages stages,
            DeliveryConfig config,
            Clock clock,
            boolean sharing,
            Executor threads) {
        this.signature = signature;
        this.originals = originals;
        this.info = info;
        this.transformer = transformer;
        this.stages = stages;
        this.config = config;
        this.clock = clock;
        this.underWay = new Shared<>(sharing, threads);
    }

    @Override
    public CompletionStage<Answer> handle(Exchange exchange) {
        List<Map.Entry<String, String>> parameters = exchange.parameters();
        signature.verify(exchange.path(), parameters);
        Envelope envelope = Envelope.open(parameters);
        boolean gps = gps(envelope);
        var key = new RenditionKey(envelope.source().toString(), "info gps=" + gps);
        var told = underWay.join(key, exchange.context(), () -> transformer.admit(() -> told(envelope.source(), gps)));
        exchange.whenGone(() -> told.completeExceptionally(Exchange.goneFailure()));
        return told.thenApply(it -> answer(exchange, envelope, it));
    }

    private Told told(SourceUrl source, boolean gps) {
        try (Original original = stages.time(Stage.FETCH, () -> originals.fetch(source))) {
            byte[] json = info.of(Input.probe(original), gps).encode().getBytes(StandardCharsets.UTF_8);
            return new Told(json, Etag.of(json), original.maxAge().orElse(config.ttl()), original.lastModified());
        }
    }

    private Answer answer(Exchange exchange, Envelope envelope, Told told) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("ETag", told.etag());
        headers.put(
                "Cache-Control",
                CacheControl.of(told.fresh(), StaleWindows.NONE, Duration.ZERO, envelope.expires(), clock.instant()));
        told.lastModified().ifPresent(time -> headers.put("Last-Modified", HttpDate.of(time)));
        if (Preconditions.isKnown(exchange, told.etag(), told.lastModified())) {
            return Answer.empty(304, Headers.of(headers));
        }
        headers.put("Content-Type", "application/json");
        return new Answer(200, headers, told.json());
    }

    /// Lets no request share what was begun before a purge that covers its source.
    public void purge(Purge purge) {
        underWay.purge(purge);
    }

    /// How many requests wait for their answer.
    public int waiting() {
        return underWay.waiting();
    }

    private static boolean gps(Envelope envelope) {
        envelope.download().ifPresent(_ -> {
            throw unknown("download");
        });
        if (!envelope.tags().isEmpty()) {
            throw unknown(RequestTags.NAME);
        }
        for (var parameter : envelope.rest()) {
            if (!parameter.getKey().equals(GPS)) {
                throw unknown(parameter.getKey());
            }
        }
        return switch (QueryString.single(GPS, envelope.rest()).orElse("false")) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw VignetteException.badParameter(GPS, "gps is a switch", List.of("true", "false"));
        };
    }

    private static VignetteException unknown(String parameter) {
        return VignetteException.badParameter(
                parameter, "There is no such parameter here", List.of("url", GPS, "exp", "s"));
    }
}

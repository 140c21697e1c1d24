package dev.vignette.delivery;

import dev.vignette.auth.UrlSignature;
import dev.vignette.cache.StaleWindows;
import dev.vignette.error.VignetteException;
import dev.vignette.http.Answer;
import dev.vignette.http.Endpoint;
import dev.vignette.http.Exchange;
import dev.vignette.http.Headers;
import dev.vignette.http.QueryString;
import dev.vignette.source.Original;
import dev.vignette.source.Originals;
import dev.vignette.telemetry.Stage;
import dev.vignette.telemetry.Stages;
import dev.vignette.transform.Input;
import dev.vignette.transform.Transformer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

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

    public InfoHandler(
            UrlSignature signature,
            Originals originals,
            ImageInfo info,
            Transformer transformer,
            Stages stages,
            DeliveryConfig config,
            Clock clock) {
        this.signature = signature;
        this.originals = originals;
        this.info = info;
        this.transformer = transformer;
        this.stages = stages;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Answer> handle(Exchange exchange) {
        List<Map.Entry<String, String>> parameters = exchange.parameters();
        signature.verify(exchange.path(), parameters);
        Envelope envelope = Envelope.open(parameters);
        boolean gps = gps(envelope);
        return exchange.blocking(() -> transformer.admit(() -> told(exchange, envelope, gps)));
    }

    private Answer told(Exchange exchange, Envelope envelope, boolean gps) {
        try (Original original = stages.time(Stage.FETCH, () -> originals.fetch(envelope.source()))) {
            JsonObject told = info.of(Input.probe(original), gps);
            return answer(exchange, envelope, original, told.encode().getBytes(StandardCharsets.UTF_8));
        }
    }

    private Answer answer(Exchange exchange, Envelope envelope, Original original, byte[] json) {
        String etag = Etag.of(json);
        Duration fresh = original.maxAge().orElse(config.ttl());
        var headers = new LinkedHashMap<String, String>();
        headers.put("ETag", etag);
        headers.put(
                "Cache-Control",
                CacheControl.of(fresh, StaleWindows.NONE, Duration.ZERO, envelope.expires(), clock.instant()));
        original.lastModified().ifPresent(time -> headers.put("Last-Modified", HttpDate.of(time)));
        if (Etag.isKnown(exchange, etag, original.lastModified())) {
            return Answer.empty(304, Headers.of(headers));
        }
        headers.put("Content-Type", "application/json");
        return new Answer(200, headers, json);
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

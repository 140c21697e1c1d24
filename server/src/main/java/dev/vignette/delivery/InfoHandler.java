package dev.vignette.delivery;

import dev.vignette.auth.UrlSignature;
import dev.vignette.error.VignetteException;
import dev.vignette.http.Answer;
import dev.vignette.http.Endpoint;
import dev.vignette.http.Exchange;
import dev.vignette.source.Original;
import dev.vignette.source.Originals;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/// `GET /info`: what can be said of an image, as JSON.
public final class InfoHandler implements Endpoint {
    private static final String GPS = "gps";

    private final UrlSignature signature;
    private final Originals originals;
    private final ImageInfo info;
    private final DeliveryConfig config;

    public InfoHandler(UrlSignature signature, Originals originals, ImageInfo info, DeliveryConfig config) {
        this.signature = signature;
        this.originals = originals;
        this.info = info;
        this.config = config;
    }

    @Override
    public CompletionStage<Answer> handle(Exchange exchange) {
        List<Map.Entry<String, String>> parameters = exchange.parameters();
        signature.verify(exchange.path(), parameters);
        Envelope envelope = Envelope.open(parameters);
        boolean gps = gps(envelope.rest());
        return exchange.blocking(() -> {
            Original original = originals.fetch(envelope.source());
            String json = info.of(original.bytes(), gps).encode();
            return answer(json, original.maxAge().orElse(config.ttl()));
        });
    }

    private static Answer answer(String json, Duration fresh) {
        String cacheControl = fresh.isZero() ? "no-store" : "public, max-age=" + fresh.toSeconds();
        return new Answer(
                200,
                Map.of("Content-Type", "application/json", "Cache-Control", cacheControl),
                json.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean gps(List<Map.Entry<String, String>> parameters) {
        boolean gps = false;
        for (var parameter : parameters) {
            if (!parameter.getKey().equals(GPS)) {
                throw VignetteException.badParameter(
                        parameter.getKey(), "There is no such parameter here", List.of("url", GPS, "exp", "s"));
            }
            gps = switch (parameter.getValue()) {
                case "true", "1" -> true;
                case "false", "0" -> false;
                default -> throw VignetteException.badParameter(GPS, "gps is a switch", List.of("true", "false"));
            };
        }
        return gps;
    }
}

package dev.vignette.delivery;

import dev.vignette.cache.Purge;
import dev.vignette.error.VignetteException;
import dev.vignette.http.Answer;
import dev.vignette.http.Endpoint;
import dev.vignette.http.Exchange;
import dev.vignette.source.SourceUrl;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/// `POST /purge`: removes what is kept of a source, of all sources whose URL begins alike, under a tag, or all.
public final class PurgeHandler implements Endpoint {
    private static final List<String> WAYS = List.of("url", "prefix", RequestTags.NAME, "all");

    private final Purging purging;

    public PurgeHandler(Purging purging) {
        this.purging = purging;
    }

    @Override
    public List<String> methods() {
        return List.of("POST");
    }

    @Override
    public CompletionStage<Answer> handle(Exchange exchange) {
        Purge purge = purge(exchange.parameters());
        return exchange.blockingToTheEnd(() -> answer(purging.purge(purge)));
    }

    private static Answer answer(Purging.Report report) {
        return new Answer(
                200,
                Map.of("Content-Type", "application/json", "Cache-Control", "no-store"),
                new JsonObject().put("removed", report.json()).encode().getBytes(StandardCharsets.UTF_8));
    }

    /// What the parameters ask for.
    ///
    /// @throws VignetteException `BAD_PARAMETER`
    public static Purge purge(List<Map.Entry<String, String>> parameters) {
        if (parameters.size() != 1 || !WAYS.contains(parameters.getFirst().getKey())) {
            throw VignetteException.badParameter(
                    "url",
                    "What to purge is told by exactly one parameter",
                    List.of("url", "prefix", "tag", "all=true"));
        }
        String value = parameters.getFirst().getValue();
        return switch (parameters.getFirst().getKey()) {
            case "url" -> new Purge.Url(SourceUrl.parse(value).toString());
            case "prefix" -> prefix(value);
            case "all" -> all(value);
            default -> new Purge.Tag(RequestTags.requireTag(value));
        };
    }

    private static Purge prefix(String value) {
        if (value.isEmpty()) {
            throw VignetteException.badParameter(
                    "prefix", "The prefix is empty", List.of("how a URL begins", "all=true"));
        }
        return new Purge.Prefix(value);
    }

    private static Purge all(String value) {
        if (!value.equals("true")) {
            throw VignetteException.badParameter("all", "all cannot be '" + value + "'", List.of("true"));
        }
        return new Purge.All();
    }
}

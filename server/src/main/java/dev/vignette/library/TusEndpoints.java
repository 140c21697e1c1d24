package dev.vignette.library;

import dev.vignette.error.VignetteException;
import dev.vignette.http.Answer;
import dev.vignette.http.Endpoint;
import dev.vignette.http.Exchange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// The paths of resumable uploads, of every version.
final class TusEndpoints {
    private final Supplier<Tus> tus;

    /// @param tus may block
    TusEndpoints(Supplier<Tus> tus) {
        this.tus = tus;
    }

    Map<String, Endpoint> byPath() {
        var endpoints = new LinkedHashMap<String, Endpoint>();
        for (ApiVersion version : ApiVersion.values()) {
            String path = version.path() + "/uploads";
            Endpoint options = exchange -> exchange.blocking(() -> tus.get().options());
            endpoints.put(
                    path,
                    Endpoint.byMethod(Map.of(
                            "OPTIONS",
                            options,
                            "POST",
                            takingBody(exchange -> tus.get().create(exchange, version)))));
            Work patch = exchange -> tus.get().patch(exchange, version);
            Work delete = exchange -> tus.get().delete(exchange);
            endpoints.put(
                    path + "/{id}",
                    Endpoint.byMethod(Map.of(
                            "OPTIONS", options,
                            "HEAD", toTheEnd(exchange -> tus.get().head(exchange, version)),
                            "PATCH", takingBody(patch),
                            "DELETE", toTheEnd(delete),
                            "POST", takingBody(exchange -> overridden(exchange, patch, delete)))));
        }
        return endpoints;
    }

    /// What an endpoint does, blocking.
    private interface Work {
        Answer with(Exchange exchange);
    }

    /// A client that leaves interrupts nothing: what it has sent is to be kept.
    private static Endpoint toTheEnd(Work work) {
        return exchange -> exchange.blockingToTheEnd(() -> work.with(exchange));
    }

    private static Endpoint takingBody(Work work) {
        return Endpoint.takingBody(toTheEnd(work));
    }

    /// For clients that can send no other methods.
    private static Answer overridden(Exchange exchange, Work patch, Work delete) {
        return switch (exchange.header("X-HTTP-Method-Override").orElse("")) {
            case "PATCH" -> patch.with(exchange);
            case "DELETE" -> delete.with(exchange);
            default ->
                throw VignetteException.badParameter(
                        "X-HTTP-Method-Override", "POST stands for another method here", List.of("PATCH", "DELETE"));
        };
    }
}

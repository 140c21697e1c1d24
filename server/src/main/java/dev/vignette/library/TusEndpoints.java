package dev.vignette.library;

import dev.vignette.error.VignetteException;
import dev.vignette.http.Answer;
import dev.vignette.http.Endpoint;
import dev.vignette.http.Exchange;
import java.util.Arrays;
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
            for (String path : TusRoute.paths(version)) {
                endpoints.put(path, Endpoint.byMethod(methods(version, path)));
            }
        }
        return endpoints;
    }

    private Map<String, Endpoint> methods(ApiVersion version, String path) {
        var methods = new LinkedHashMap<String, Endpoint>();
        Arrays.stream(TusRoute.values())
                .filter(route -> route.path(version).equals(path))
                .forEach(route -> methods.put(route.method(), endpoint(route, version)));
        return methods;
    }

    private Endpoint endpoint(TusRoute route, ApiVersion version) {
        return switch (route) {
            case DESCRIBE, DESCRIBE_ONE ->
                exchange -> exchange.blocking(() -> tus.get().options());
            case READ, END -> toTheEnd(route, version);
            case BEGIN, CONTINUE, OVERRIDE -> Endpoint.takingBody(toTheEnd(route, version));
        };
    }

    /// A client that leaves interrupts nothing: what it has sent is to be kept.
    private Endpoint toTheEnd(TusRoute route, ApiVersion version) {
        return exchange -> exchange.blockingToTheEnd(() -> answer(route, version, exchange));
    }

    private Answer answer(TusRoute route, ApiVersion version, Exchange exchange) {
        Tus uploads = tus.get();
        return switch (route) {
            case DESCRIBE, DESCRIBE_ONE -> uploads.options();
            case BEGIN -> uploads.create(exchange, version);
            case READ -> uploads.head(exchange, version);
            case CONTINUE -> uploads.patch(exchange, version);
            case END -> uploads.delete(exchange);
            case OVERRIDE -> answer(overridden(exchange), version, exchange);
        };
    }

    private static TusRoute overridden(Exchange exchange) {
        return switch (exchange.header("X-HTTP-Method-Override").orElse("")) {
            case "PATCH" -> TusRoute.CONTINUE;
            case "DELETE" -> TusRoute.END;
            default ->
                throw VignetteException.badParameter(
                        "X-HTTP-Method-Override", "POST stands for another method here", List.of("PATCH", "DELETE"));
        };
    }
}

package dev.vignette.http;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// One path with another endpoint for each method. `HEAD` is answered as `GET` is, and `OPTIONS` tells the methods,
/// unless they have endpoints of their own.
final class ByMethod implements Endpoint {
    private final Map<String, Endpoint> endpoints;
    private final List<String> methods;

    ByMethod(Map<String, Endpoint> endpoints) {
        var all = new LinkedHashMap<>(endpoints);
        if (endpoints.containsKey("GET")) {
            all.putIfAbsent("HEAD", endpoints.get("GET"));
        }
        all.putIfAbsent("OPTIONS", this::options);
        this.endpoints = Map.copyOf(all);
        this.methods = sorted(all.keySet());
    }

    private static List<String> sorted(Collection<String> methods) {
        var sorted = new ArrayList<>(methods);
        sorted.sort(null);
        return List.copyOf(sorted);
    }

    @Override
    public List<String> methods() {
        return methods;
    }

    @Override
    public Endpoint under(String method) {
        return endpoints.getOrDefault(method, this);
    }

    private CompletionStage<Answer> options(Exchange exchange) {
        return CompletableFuture.completedFuture(
                Answer.empty(204, Headers.of(Map.of("Allow", String.join(", ", methods)))));
    }

    @Override
    public CompletionStage<Answer> handle(Exchange exchange) {
        return under(exchange.method()).handle(exchange);
    }
}

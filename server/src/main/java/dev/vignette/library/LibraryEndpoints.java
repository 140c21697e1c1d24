package dev.vignette.library;

import dev.vignette.http.Answer;
import dev.vignette.http.Endpoint;
import dev.vignette.http.Exchange;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/// The paths of the library. The library itself is opened when the first request comes: who makes thumbnails
/// alone waits for no database.
public final class LibraryEndpoints {
    private final Supplier<Library> library;

    /// @param library the library, opened when it is not yet; may block, and fails while it cannot be opened
    public LibraryEndpoints(Supplier<Library> library) {
        this.library = library;
    }

    /// All of them.
    public Map<String, Endpoint> byPath() {
        var endpoints = new LinkedHashMap<String, Endpoint>();
        for (ApiVersion version : ApiVersion.values()) {
            for (String path : Route.paths(version)) {
                endpoints.put(path, Endpoint.byMethod(methods(version, path)));
            }
        }
        for (String path : LinkRoute.paths()) {
            endpoints.put(path, Endpoint.byMethod(methods(path)));
        }
        endpoints.putAll(new TusEndpoints(() -> library.get().tus()).byPath());
        return endpoints;
    }

    private Map<String, Endpoint> methods(String path) {
        var methods = new LinkedHashMap<String, Endpoint>();
        Arrays.stream(LinkRoute.values())
                .filter(route -> route.path().equals(path))
                .forEach(route -> methods.put(
                        route.method(),
                        endpoint(route.takesBody(), exchange -> library.get().answer(route, exchange))));
        return methods;
    }

    private Map<String, Endpoint> methods(ApiVersion version, String path) {
        var methods = new LinkedHashMap<String, Endpoint>();
        Arrays.stream(Route.values())
                .filter(route -> route.path(version).equals(path))
                .forEach(route -> methods.put(
                        route.method(),
                        endpoint(route.takesBody(), exchange -> library.get().answer(route, version, exchange))));
        return methods;
    }

    private static Endpoint endpoint(boolean takesBody, Function<Exchange, Answer> work) {
        Endpoint endpoint = exchange -> exchange.blocking(() -> work.apply(exchange));
        return takesBody ? Endpoint.takingBody(endpoint) : endpoint;
    }
}

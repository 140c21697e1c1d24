package dev.vignette.work;

import dev.vignette.http.Endpoint;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/// The paths of jobs.
public final class JobEndpoints {
    private final Supplier<Work> work;

    /// @param work opened when it is not yet; may block, and fails while it cannot be opened
    public JobEndpoints(Supplier<Work> work) {
        this.work = work;
    }

    /// All of them.
    public Map<String, Endpoint> byPath() {
        var endpoints = new LinkedHashMap<String, Endpoint>();
        for (String path : JobRoute.paths()) {
            var methods = new LinkedHashMap<String, Endpoint>();
            Arrays.stream(JobRoute.values())
                    .filter(route -> route.path().equals(path))
                    .forEach(route -> methods.put(route.method(), endpoint(route)));
            endpoints.put(path, Endpoint.byMethod(methods));
        }
        return endpoints;
    }

    private Endpoint endpoint(JobRoute route) {
        Endpoint endpoint = exchange -> exchange.blocking(() -> work.get().answer(route, exchange));
        return route.takesBody() ? Endpoint.takingBody(endpoint) : endpoint;
    }
}

package dev.vignette.http;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which endpoint a path leads to: that of the very path, else that of the most particular template.
final class Routes {
    /// The name of what no endpoint answers.
    static final String UNKNOWN = "unknown";

    private static final Match NOTHING = new Match(UNKNOWN, Optional.empty(), Map.of());

    /// What a path led to.
    ///
    /// @param name the path or the template as it was given, for metrics and traces; a word that is no path when
    ///     there is nothing at the path
    /// @param variables as they are written in the path
    record Match(String name, Optional<Endpoint> endpoint, Map<String, String> variables) {}

    private record Templated(PathTemplate template, Optional<Endpoint> endpoint) {}

    private final Map<String, Match> exact;
    private final List<Templated> templates;

    /// @throws IllegalArgumentException when two templates take the same paths
    Routes(Map<String, Endpoint> endpoints) {
        var byPath = new HashMap<String, Match>();
        var byShape = new HashMap<String, Templated>();
        endpoints.forEach((path, endpoint) -> {
            if (PathTemplate.hasVariables(path)) {
                var template = new PathTemplate(path);
                if (byShape.put(template.shape(), new Templated(template, Optional.of(endpoint))) != null) {
                    throw new IllegalArgumentException("another path has the shape of " + path);
                }
            } else {
                byPath.put(path, new Match(path, Optional.of(endpoint), Map.of()));
            }
        });
        this.exact = Map.copyOf(byPath);
        this.templates = byShape.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.reverseOrder()))
                .map(Map.Entry::getValue)
                .toList();
    }

    Match find(@Nullable String path) {
        if (path == null) {
            return NOTHING;
        }
        Match match = exact.get(path);
        return match != null ? match : byTemplate(path);
    }

    private Match byTemplate(String path) {
        for (Templated each : templates) {
            var variables = each.template().match(path);
            if (variables.isPresent()) {
                return new Match(each.template().text(), each.endpoint(), variables.get());
            }
        }
        return NOTHING;
    }
}

package dev.vignette.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A path with variables, as in `/v1/images/{id}`: each stands for one segment that is not empty.
final class PathTemplate {
    private final String text;
    private final List<String> segments;

    /// @throws IllegalArgumentException when it is no path, or names a variable twice
    PathTemplate(String text) {
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException("not a path: " + text);
        }
        this.text = text;
        this.segments = List.of(text.substring(1).split("/", -1));
        List<String> names = segments.stream().filter(PathTemplate::isVariable).toList();
        if (names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException("a variable is named twice: " + text);
        }
    }

    static boolean hasVariables(String path) {
        return path.indexOf('{') >= 0;
    }

    private static boolean isVariable(String segment) {
        return segment.startsWith("{") && segment.endsWith("}");
    }

    String text() {
        return text;
    }

    /// The template with its variables unnamed: two that are alike in this take each other's requests. Of two that
    /// take the same path, the one whose shape comes later in the order of text is the more particular.
    String shape() {
        return String.join(
                "/", segments.stream().map(s -> isVariable(s) ? " " : s).toList());
    }

    /// The variables of a path as they are written there; empty when it is not of this shape.
    Optional<Map<String, String>> match(String path) {
        var values = new ArrayList<String>(2);
        int at = 0; // the slash before the segment
        for (String segment : segments) {
            if (at >= path.length() || path.charAt(at) != '/') {
                return Optional.empty();
            }
            int end = path.indexOf('/', at + 1);
            end = end < 0 ? path.length() : end;
            if (isVariable(segment)) {
                if (end == at + 1) {
                    return Optional.empty();
                }
                values.add(path.substring(at + 1, end));
            } else if (end - at - 1 != segment.length() || !path.startsWith(segment, at + 1)) {
                return Optional.empty();
            }
            at = end;
        }
        return at == path.length() ? Optional.of(named(values)) : Optional.empty();
    }

    private Map<String, String> named(List<String> values) {
        var named = new HashMap<String, String>();
        int at = 0;
        for (String segment : segments) {
            if (isVariable(segment)) {
                named.put(segment.substring(1, segment.length() - 1), values.get(at++));
            }
        }
        return Map.copyOf(named);
    }
}

package dev.vignette.options;

import dev.vignette.error.VignetteException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The parameters of one request as texts: each of them is known and given once.
final class Given {
    private final Map<String, String> texts;

    private Given(Map<String, String> texts) {
        this.texts = texts;
    }

    /// @param envelope names that are known to the reader of an error, but are none of the options
    static Given of(List<Map.Entry<String, String>> parameters, List<String> envelope) {
        var texts = new LinkedHashMap<String, String>();
        for (var parameter : parameters) {
            requireKnown(parameter.getKey(), envelope);
            if (texts.put(parameter.getKey(), parameter.getValue()) != null) {
                throw VignetteException.badParameter(
                        parameter.getKey(), parameter.getKey() + " is given more than once", List.of("once"));
            }
        }
        return new Given(texts);
    }

    /// Splits `w=320&h=240`, in which nothing is percent-encoded.
    static List<Map.Entry<String, String>> split(String text) {
        var parameters = new ArrayList<Map.Entry<String, String>>();
        for (String piece : text.isEmpty() ? new String[0] : text.split("&", -1)) {
            int equals = piece.indexOf('=');
            String name = equals < 0 ? piece : piece.substring(0, equals);
            parameters.add(Map.entry(name, equals < 0 ? "" : piece.substring(equals + 1)));
        }
        return parameters;
    }

    /// These parameters, and those of `other` that are not among them.
    Given over(Given other) {
        var merged = new LinkedHashMap<>(other.texts);
        merged.putAll(texts);
        return new Given(merged);
    }

    <T> T value(Parameter<T> parameter) {
        String text = texts.get(parameter.name());
        return text == null ? parameter.fallback() : parameter.read(text);
    }

    Set<String> names() {
        return new LinkedHashSet<>(texts.keySet());
    }

    private static void requireKnown(String name, List<String> envelope) {
        var options = Parameters.all();
        if (options.stream().noneMatch(parameter -> parameter.name().equals(name))) {
            var known = new ArrayList<>(envelope);
            options.forEach(parameter -> known.add(parameter.name()));
            String hint = NearestName.of(name, envelope)
                    .map(near -> "; did you mean " + near + "?")
                    .orElse("");
            throw VignetteException.badParameter(
                    Shown.plain(name), "There is no parameter " + Shown.quoted(name) + hint, known);
        }
    }
}

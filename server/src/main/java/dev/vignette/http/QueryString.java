package dev.vignette.http;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The query part of a URL, as HTML forms write it: `name=value` pairs, percent-encoded UTF-8, `+` for a blank.
public final class QueryString {
    private QueryString() {}

    /// @param query as it stands in the request line, one character a byte; bytes that should have been escaped count
    ///     as they are
    /// @return the decoded names and values in their order; empty pairs are left out
    /// @throws VignetteException `BAD_PARAMETER` when an escape is broken or the bytes are not UTF-8
    public static List<Map.Entry<String, String>> parse(@Nullable String query) {
        var parameters = new ArrayList<Map.Entry<String, String>>();
        if (query == null || query.isEmpty()) {
            return parameters;
        }
        for (String pair : query.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            parameters.add(pair(name, value));
        }
        return parameters;
    }

    private static Map.Entry<String, String> pair(String name, String value) {
        String known = decode(name, detail -> new VignetteException(ErrorCode.BAD_PARAMETER, detail));
        return Map.entry(
                known,
                decode(
                        value,
                        detail -> VignetteException.badParameter(known, detail, List.of("percent-encoded UTF-8"))));
    }

    /// The value of a parameter that may be given once; empty when it is not given.
    ///
    /// @throws VignetteException `BAD_PARAMETER` when it is given more than once
    public static Optional<String> single(String name, List<Map.Entry<String, String>> parameters) {
        var values = parameters.stream()
                .filter(parameter -> parameter.getKey().equals(name))
                .map(Map.Entry::getValue)
                .toList();
        if (values.size() > 1) {
            throw VignetteException.badParameter(name, name + " is given more than once", List.of("once"));
        }
        return values.stream().findFirst();
    }

    private static String decode(String text, Function<String, VignetteException> failure) {
        return PercentEncoding.decode(text.replace('+', ' '), "query", failure);
    }
}

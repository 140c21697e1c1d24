package dev.vignette.http;

import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The query part of a URL, as HTML forms write it: `name=value` pairs, percent-encoded UTF-8, `+` for a blank.
public final class QueryString {
    private QueryString() {}

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
            parameters.add(Map.entry(decode(name), decode(value)));
        }
        return parameters;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new VignetteException(ErrorCode.BAD_PARAMETER, "The query is not percent-encoded as it should be", e);
        }
    }
}

package dev.vignette;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The headers of an answer, for comparisons.
public final class AnswerHeaders {
    private AnswerHeaders() {}

    /// All but `date`, which differs from one second to the next, and some others.
    public static Map<String, List<String>> without(HttpResponse<?> response, String... others) {
        var headers = new HashMap<>(response.headers().map());
        headers.remove("date");
        headers.keySet().removeAll(List.of(others));
        return headers;
    }
}

package dev.vignette.work;

import dev.vignette.contract.Given;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;

/// The filters of a query in a body, as the parameters of the list of images.
final class ImageQuery {
    private ImageQuery() {}

    /// @param query as its schema says
    static Given given(JsonObject query) {
        var values = new HashMap<String, List<Object>>();
        query.forEach(entry -> values.put(
                entry.getKey().equals("tags") ? "tag" : entry.getKey(),
                switch (entry.getValue()) {
                    case JsonArray array -> List.copyOf(array.stream().toList());
                    case Number number -> List.of(number.longValue());
                    case Object text -> List.of(text);
                }));
        return new Given(values);
    }
}

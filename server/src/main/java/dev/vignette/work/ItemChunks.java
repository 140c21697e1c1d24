package dev.vignette.work;

import dev.vignette.jobs.Chunk;
import dev.vignette.library.Images;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/// Chunks of what an order is about: the images that its query finds, or what it names. The place is the cursor of the
/// list, or how many came before.
///
/// @param what the name of the items in the payload
/// @param most items in a chunk
/// @param units of work in each item
record ItemChunks(String what, int most, int units) {
    /// @param named those that the order names, when it has no query
    Optional<Chunk> next(Images images, Order order, List<String> named, Optional<String> place) {
        JsonObject query = order.asked().getJsonObject("query");
        if (query != null) {
            Images.Page page = images.list(order.by(), ImageQuery.given(query), place, most);
            return chunk(page.ids(), page.next());
        }
        int from = place.map(Integer::parseInt).orElse(0);
        int to = Math.min(named.size(), from + most);
        return chunk(named.subList(from, to), to < named.size() ? Optional.of(Integer.toString(to)) : Optional.empty());
    }

    private Optional<Chunk> chunk(List<String> items, Optional<String> next) {
        if (items.isEmpty()) {
            return Optional.empty();
        }
        String payload = new JsonObject().put(what, new JsonArray(items)).encode();
        return Optional.of(new Chunk(payload, items.size() * units, next));
    }
}

package dev.vignette.work;

import dev.vignette.cache.Purge;
import dev.vignette.delivery.PurgeHandler;
import dev.vignette.error.VignetteException;
import dev.vignette.jobs.Chunk;
import dev.vignette.jobs.ChunkResult;
import dev.vignette.jobs.JobKind;
import dev.vignette.jobs.JobPolicy;
import dev.vignette.jobs.JobRun;
import dev.vignette.library.Images;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// Removes what was made: of images, with the renditions that are kept with them; or of sources. On all servers.
final class PurgeKind implements JobKind {
    static final String NAME = "purge";
    static final String UNIT = "purged";

    private static final String IMAGES = "images";
    private static final ItemChunks CHUNKS = new ItemChunks(IMAGES, 50, 1);

    private final Images images;
    private final Purges purges;
    private final OwnerRights rights;

    PurgeKind(Images images, Purges purges, OwnerRights rights) {
        this.images = images;
        this.purges = purges;
        this.rights = rights;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public JobPolicy policy() {
        return JobPolicy.DEFAULT;
    }

    static OptionalLong total(Order order) {
        if (order.asked().containsKey("query")) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(isOfImages(order) ? order.images().size() : 1);
    }

    @Override
    public OptionalLong total(String request) {
        return total(Order.parse(request));
    }

    private static boolean isOfImages(Order order) {
        return Stream.of("image", IMAGES, "query").anyMatch(order.asked()::containsKey);
    }

    /// What an order says of sources.
    ///
    /// @throws VignetteException `BAD_PARAMETER`
    static Purge purge(Order order) {
        List<Map.Entry<String, String>> told = Stream.of("url", "prefix", "tag", "all")
                .filter(order.asked()::containsKey)
                .map(name -> Map.entry(name, order.asked().getValue(name).toString()))
                .toList();
        return PurgeHandler.purge(told);
    }

    @Override
    public Optional<Chunk> next(String request, Optional<String> place) {
        Order order = Order.parse(request);
        if (!isOfImages(order)) {
            return place.isPresent() ? Optional.empty() : Optional.of(new Chunk("{}", 1, Optional.empty()));
        }
        return CHUNKS.next(images, order, order.images(), place);
    }

    @Override
    public ChunkResult run(Chunk chunk, JobRun run) {
        Order order = Order.parse(run.request());
        rights.require(NAME, order);
        JsonArray ids = new JsonObject(chunk.payload()).getJsonArray(IMAGES);
        if (ids != null) {
            // Those that are gone, or may no longer be seen, are told nothing of.
            List<String> seen = Order.strings(ids).stream()
                    .filter(id -> images.isVisible(order.by(), id))
                    .toList();
            return result(ids.size(), run, new JsonObject().put("renditions", images.forget(seen)));
        }
        return result(1, run, purges.purge(order).json());
    }

    /// Of several chunks none can tell what came of all.
    private static ChunkResult result(int done, JobRun run, JsonObject removed) {
        return new ChunkResult(
                done,
                0,
                run.chunk() == 0
                        ? Optional.of(new JsonObject().put("removed", removed).encode())
                        : Optional.empty());
    }
}

package dev.vignette.work;

import dev.vignette.auth.Rights;
import dev.vignette.delivery.Ahead;
import dev.vignette.delivery.Wanted;
import dev.vignette.jobs.Chunk;
import dev.vignette.jobs.ChunkResult;
import dev.vignette.jobs.JobKind;
import dev.vignette.jobs.JobPolicy;
import dev.vignette.jobs.JobRun;
import dev.vignette.library.Images;
import dev.vignette.source.SourceUrl;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Makes renditions: of images, which keep them, or of URLs, for the cache. A chunk is a few items with all that is
/// to be made of each; its units are renditions.
final class RenditionsKind implements JobKind {
    static final String NAME = "renditions";
    static final String UNIT = "renditions";

    /// Few, so that the owners take turns often.
    private static final int RENDITIONS_A_CHUNK = 5;

    private static final JobPolicy POLICY = JobPolicy.DEFAULT.withTimeLimit(Duration.ofMinutes(10));
    private static final String IMAGES = "images";
    static final String URLS = "urls";

    private final Images images;
    private final Ahead ahead;
    private final OwnerRights rights;

    RenditionsKind(Images images, Ahead ahead, OwnerRights rights) {
        this.images = images;
        this.ahead = ahead;
        this.rights = rights;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public JobPolicy policy() {
        return POLICY;
    }

    static OptionalLong total(Order order) {
        return order.asked().containsKey("query")
                ? OptionalLong.empty()
                : OptionalLong.of((long) order.forms().size() * items(order).size());
    }

    @Override
    public OptionalLong total(String request) {
        return total(Order.parse(request));
    }

    private static List<String> items(Order order) {
        return order.asked().containsKey(URLS) ? order.items(URLS) : order.images();
    }

    @Override
    public Optional<Chunk> next(String request, Optional<String> place) {
        Order order = Order.parse(request);
        int forms = order.forms().size();
        String what = order.asked().containsKey(URLS) ? URLS : IMAGES;
        return new ItemChunks(what, Math.max(1, RENDITIONS_A_CHUNK / forms), forms)
                .next(images, order, items(order), place);
    }

    @Override
    public ChunkResult run(Chunk chunk, JobRun run) throws InterruptedException {
        Order order = Order.parse(run.request());
        rights.require(NAME, order);
        List<Wanted> wanted = order.forms().stream().map(Wanted::parse).toList();
        var payload = new JsonObject(chunk.payload());
        var tasks = new ArrayList<Tasks.Task>();
        for (String url : Order.strings(payload.getJsonArray(URLS, new JsonArray()))) {
            SourceUrl source = SourceUrl.parse(url);
            wanted.forEach(it -> tasks.add(new Tasks.Task(url, () -> {
                ahead.make(source, it);
                return true;
            })));
        }
        for (String image : Order.strings(payload.getJsonArray(IMAGES, new JsonArray()))) {
            wanted.forEach(it -> tasks.add(new Tasks.Task(image, () -> keep(order, image, it))));
        }
        return new Tasks(run).run(tasks);
    }

    /// Whoever asked must be allowed to see the image now.
    private boolean keep(Order order, String image, Wanted wanted) {
        Images all = images;
        if (!all.isVisible(order.by(), image)) {
            throw Rights.absent();
        }
        return switch (all.keep(image, wanted)) {
            case MADE -> true;
            case THERE -> false;
            case IMAGE_GONE -> throw Rights.absent();
        };
    }
}

package dev.vignette.work;

import dev.vignette.jobs.Chunk;
import dev.vignette.jobs.ChunkResult;
import dev.vignette.jobs.JobKind;
import dev.vignette.jobs.JobPolicy;
import dev.vignette.jobs.JobRun;
import dev.vignette.library.Reindexing;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes the index anew, some images a chunk. When all are done or put aside, sums are made of what the index
/// says by then; a retry of what was put aside does not make them again.
final class ReindexKind implements JobKind {
    static final String NAME = "reindex";
    static final String UNIT = "images";

    private static final int IMAGES_A_CHUNK = 50;
    private static final String IMAGES = "images";

    /// The place behind the last image.
    private static final String SUMS = "sums";

    private final Reindexing reindexing;
    private final OwnerRights rights;

    ReindexKind(Reindexing reindexing, OwnerRights rights) {
        this.reindexing = reindexing;
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

    @Override
    public Optional<Chunk> next(String request, Optional<String> place) {
        if (place.equals(Optional.of(SUMS))) {
            return Optional.of(sums());
        }
        List<String> ids = reindexing.next(place, IMAGES_A_CHUNK);
        if (ids.isEmpty()) {
            return Optional.of(sums());
        }
        String payload = new JsonObject().put(IMAGES, new JsonArray(ids)).encode();
        String next = ids.size() < IMAGES_A_CHUNK ? SUMS : ids.getLast();
        return Optional.of(new Chunk(payload, ids.size(), Optional.of(next)));
    }

    private static Chunk sums() {
        return Chunk.afterAll("{}", 0, Optional.empty());
    }

    @Override
    public ChunkResult run(Chunk chunk, JobRun run) throws InterruptedException {
        rights.require(NAME, Order.parse(run.request()));
        JsonArray ids = new JsonObject(chunk.payload()).getJsonArray(IMAGES);
        if (ids == null) {
            reindexing.sumUp();
            return new ChunkResult(0);
        }
        var tasks = new ArrayList<Tasks.Task>();
        for (String id : Order.strings(ids)) {
            tasks.add(new Tasks.Task(id, () -> {
                reindexing.reindex(id);
                return true;
            }));
        }
        return new Tasks(run).run(tasks);
    }
}

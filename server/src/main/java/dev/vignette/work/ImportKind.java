package dev.vignette.work;

import dev.vignette.error.VignetteException;
import dev.vignette.jobs.Chunk;
import dev.vignette.jobs.ChunkResult;
import dev.vignette.jobs.JobKind;
import dev.vignette.jobs.JobPolicy;
import dev.vignette.jobs.JobRun;
import dev.vignette.library.Imports;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Adds the images of a place, some files a chunk. What was added before is passed over.
final class ImportKind implements JobKind {
    static final String NAME = "import";
    static final String UNIT = "files";

    private static final int FILES_A_CHUNK = 20;

    /// Files may be large.
    private static final JobPolicy POLICY =
            JobPolicy.DEFAULT.withTimeLimit(Duration.ofHours(1)).withPerNode(2);

    private final Imports imports;
    private final ImportPlaces places;
    private final OwnerRights rights;
    private final Listings listings = new Listings();

    ImportKind(Imports imports, WorkConfig config, OwnerRights rights) {
        this.imports = imports;
        this.rights = rights;
        this.places = new ImportPlaces(config.importFrom());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public JobPolicy policy() {
        return POLICY;
    }

    @Override
    public Optional<Chunk> next(String request, Optional<String> place) {
        Order order = Order.parse(request);
        rights.require(NAME, order);
        String from = order.asked().getString("from");
        places.require(from);
        Listings.Listing listing = listings.take(request, place, () -> imports.open(from));
        var items = new JsonArray();
        Optional<String> last = place;
        while (items.size() < FILES_A_CHUNK && listing.items().hasNext()) {
            Imports.Item item = listing.items().next();
            last = Optional.of(item.place());
            items.add(new JsonArray(List.of(item.place(), item.name(), item.stamp())));
        }
        boolean more = listing.items().hasNext();
        if (more) {
            listings.keep(request, last, listing);
        } else {
            listing.close();
        }
        if (items.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Chunk(new JsonObject().put("files", items).encode(), items.size(), more ? last : Optional.empty()));
    }

    @Override
    public ChunkResult run(Chunk chunk, JobRun run) throws InterruptedException {
        Order order = Order.parse(run.request());
        rights.require(NAME, order);
        String from = order.asked().getString("from");
        places.require(from);
        var terms = terms(order);
        JsonArray files = new JsonObject(chunk.payload()).getJsonArray("files");
        try (Imports.Place place = imports.open(from)) {
            var tasks = new ArrayList<Tasks.Task>();
            for (int i = 0; i < files.size(); i++) {
                JsonArray file = files.getJsonArray(i);
                var item = new Imports.Item(file.getString(0), file.getString(1), file.getString(2));
                tasks.add(new Tasks.Task(item.name(), () -> place.add(item, terms)));
            }
            return new Tasks(run).run(tasks);
        }
    }

    /// @throws VignetteException `BAD_PARAMETER` when a name is none
    static Imports.Terms terms(Order order) {
        return new Imports.Terms(
                order.by(),
                order.asked().getString("owner", order.by().subject()),
                order.items("teams"),
                order.items("tags"));
    }
}

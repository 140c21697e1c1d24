package dev.vignette.library;

import dev.vignette.auth.Scope;
import dev.vignette.database.Database;
import java.util.List;
import java.util.Optional;

/// Writes anew all that follows from something else, a few images at a time: what headers say, the tables that tags and
/// teams are found by, what contents are used, and how much everybody keeps. Blocking.
public final class Reindexing {
    private static final Sort OLDEST = new Sort(Sort.Key.CREATED, false);

    private final Database database;
    private final ImageReading reading;

    Reindexing(Database database, ImageFiles files) {
        this.database = database;
        this.reading = new ImageReading(database, files);
    }

    /// How many images there are.
    public long count() {
        return database.read(handle -> handle.createQuery("SELECT COUNT(*) FROM image")
                .mapTo(Long.class)
                .one());
    }

    /// The ids of some images, the oldest first.
    ///
    /// @param after the last one before
    public List<String> next(Optional<String> after, int most) {
        return page(after, most).stream().map(image -> image.id().text()).toList();
    }

    private List<StoredImage> page(Optional<String> after, int most) {
        Optional<Cursor> cursor = after.map(id -> new Cursor(0, id, ListQuery.fingerprint(ImageFilter.ALL, OLDEST)));
        var query = new ListQuery(ImageFilter.ALL, OLDEST, most, cursor);
        List<StoredImage> found = database.read(handle -> ImageRows.page(handle, query, new Scope.Everything()));
        return found.subList(0, Math.min(most, found.size()));
    }

    /// Reads the header of an image anew. One that is gone is passed over.
    ///
    /// @throws dev.vignette.error.VignetteException when it cannot be read
    public void reindex(String id) {
        database.read(handle -> ImageRows.find(handle, id)).ifPresent(reading::again);
    }

    /// Sums up what everybody keeps, and which contents are used. It goes on where it was cut off.
    public void sumUp() {
        new SummingUp(database).run();
    }
}

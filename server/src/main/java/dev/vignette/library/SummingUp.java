package dev.vignette.library;

import dev.vignette.database.Database;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Sums up anew how much everybody keeps, and which contents are used: name by name, and some contents at a time,
/// so that nobody who adds an image meanwhile waits for long. It notes where it is, so what was cut off goes on
/// from there. Blocking.
final class SummingUp {
    private static final int CONTENTS = 500;

    private final Database database;

    SummingUp(Database database) {
        this.database = database;
    }

    /// Of whom the images are summed up.
    ///
    /// @param images the table that has their bytes
    private record Kind(String name, String images, String column) {
        private static final List<Kind> ALL =
                List.of(new Kind("principal", "image", "owner"), new Kind("team", "image_team", "team"));

        private String place() {
            return "sum of " + name;
        }
    }

    private static final String CONTENTS_PLACE = "use of contents";

    void run() {
        Kind.ALL.forEach(this::sumUp);
        lookAtContents();
        database.write(handle -> {
            Kind.ALL.forEach(kind -> TaskPlaces.forget(handle, kind.place()));
            return TaskPlaces.forget(handle, CONTENTS_PLACE);
        });
    }

    private void sumUp(Kind kind) {
        String place =
                database.read(handle -> TaskPlaces.find(handle, kind.place())).orElse("");
        for (var next = after(kind, place); next.isPresent(); next = after(kind, next.get())) {
            String name = next.get();
            database.update(handle -> sumUp(handle, kind, name));
        }
    }

    /// The next name that has images, or had some.
    private Optional<String> after(Kind kind, String name) {
        return database.read(handle -> handle.createQuery("""
                        SELECT MIN(name) FROM (
                            SELECT MIN(%1$s) AS name FROM %2$s WHERE %1$s > :after
                            UNION ALL
                            SELECT MIN(name) FROM usage_total WHERE kind = :kind AND name > :after) AS names""".formatted(kind.column(), kind.images()))
                .bind("after", name)
                .bind("kind", kind.name())
                .mapTo(String.class)
                .findOne());
    }

    /// First the row is taken hold of: whoever counts an image in or out has done so by then, and its image is seen by
    /// the sum, or does so after this.
    private static int sumUp(Handle handle, Kind kind, String name) {
        handle.execute("""
                INSERT INTO usage_total (kind, name, bytes, images) VALUES (?, ?, 0, 0)
                ON CONFLICT (kind, name) DO UPDATE SET bytes = usage_total.bytes""", kind.name(), name);
        handle.execute(
                "UPDATE usage_total SET (bytes, images) = (SELECT COALESCE(SUM(i.bytes), 0), COUNT(*) FROM "
                        + kind.images() + " i WHERE i." + kind.column() + " = ?) WHERE kind = ? AND name = ?",
                name,
                kind.name(),
                name);
        handle.execute("DELETE FROM usage_total WHERE kind = ? AND name = ? AND images = 0", kind.name(), name);
        return TaskPlaces.note(handle, kind.place(), name);
    }

    private void lookAtContents() {
        String place =
                database.read(handle -> TaskPlaces.find(handle, CONTENTS_PLACE)).orElse("");
        for (var last = lastOfSome(place); last.isPresent(); last = lastOfSome(place)) {
            String from = place;
            String to = last.get();
            database.write(handle -> lookAtContents(handle, from, to));
            place = to;
        }
    }

    private Optional<String> lastOfSome(String after) {
        return database.read(handle -> handle.createQuery("""
                        SELECT MAX(sha256) FROM (
                            SELECT sha256 FROM blob WHERE sha256 > ? ORDER BY sha256 LIMIT ?) AS few""")
                .bind(0, after)
                .bind(1, CONTENTS)
                .mapTo(String.class)
                .findOne());
    }

    private static int lookAtContents(Handle handle, String from, String to) {
        String span = " AND sha256 > ? AND sha256 <= ?";
        handle.execute(
                "UPDATE blob SET unused_since = NULL WHERE unused_since IS NOT NULL AND " + BlobRows.STAYS + " AND "
                        + BlobRows.REFERRED + span,
                from,
                to);
        handle.execute(
                "UPDATE blob SET unused_since = 0 WHERE unused_since IS NULL AND NOT " + BlobRows.REFERRED + span,
                from,
                to);
        return TaskPlaces.note(handle, CONTENTS_PLACE, to);
    }
}

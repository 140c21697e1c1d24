package dev.vignette.library;

import dev.vignette.auth.Scope;
import dev.vignette.database.Database;
import dev.vignette.error.VignetteException;
import dev.vignette.probe.HeaderProbe;
import dev.vignette.probe.ImageHeader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Writes anew all that follows from something else: what headers say, the tables that tags and teams are found
/// by, what contents are used, and how much everybody keeps. It notes where it is, so a run that was cut off
/// goes on from there.
final class ReindexTask {
    private static final String NAME = "reindex";
    private static final int PAGE = 100;

    private final Database database;
    private final ImageFiles files;
    private final Progress progress;

    ReindexTask(Database database, ImageFiles files, Progress progress) {
        this.database = database;
        this.files = files;
        this.progress = progress;
    }

    /// @return how many images could not be read
    int run() {
        progress.expect(database.read(handle -> handle.createQuery("SELECT COUNT(*) FROM image")
                .mapTo(Long.class)
                .one()));
        int failed = 0;
        var sort = new Sort(Sort.Key.CREATED, false);
        Optional<Cursor> cursor = database.read(ReindexTask::place)
                .map(id -> new Cursor(0, id, ListQuery.fingerprint(ImageFilter.ALL, sort)));
        List<StoredImage> page;
        do {
            var query = new ListQuery(ImageFilter.ALL, sort, PAGE, cursor);
            page = database.read(handle -> ImageRows.page(handle, query, new Scope.Everything()));
            for (StoredImage image : page) {
                failed += reindex(image) ? 0 : 1;
                progress.step();
            }
            if (!page.isEmpty()) {
                String last = page.getLast().id().text();
                cursor = Optional.of(new Cursor(0, last, query.fingerprint()));
                database.write(handle -> note(handle, last));
            }
        } while (!page.isEmpty());
        database.write(ReindexTask::finish);
        return failed;
    }

    private boolean reindex(StoredImage image) {
        StoredImage.Content content = image.content();
        try {
            ImageHeader header = HeaderProbe.probe(files.parts(content));
            var read = new StoredImage.Content(
                    content.sha256(), content.bytes(), header.format(), Sniffer.upright(header), header.frames());
            database.write(handle -> write(handle, image, read));
            return true;
        } catch (VignetteException | UncheckedIOException e) {
            progress.trouble(image.id().text(), String.valueOf(e.getMessage()));
            return false;
        }
    }

    /// Unless it was removed meanwhile.
    private static boolean write(Handle handle, StoredImage image, StoredImage.Content content) {
        Optional<StoredImage> now = ImageRows.find(handle, image.id().text());
        now.ifPresent(present -> {
            ImageRows.rewriteNames(handle, present);
            if (!present.content().equals(content)) {
                ImageRows.rewriteContent(handle, present.id(), content);
            }
            handle.createUpdate("DELETE FROM image_metadata WHERE sha256 = ?")
                    .bind(0, content.sha256())
                    .execute();
        });
        return now.isPresent();
    }

    private static Optional<String> place(Handle handle) {
        return handle.createQuery("SELECT place FROM library_task WHERE name = ?")
                .bind(0, NAME)
                .mapTo(String.class)
                .findOne();
    }

    private static int note(Handle handle, String place) {
        return handle.createUpdate("""
                        INSERT INTO library_task (name, place) VALUES (?, ?)
                        ON CONFLICT (name) DO UPDATE SET place = excluded.place""").bind(0, NAME).bind(1, place).execute();
    }

    /// Sums up what everybody keeps, and forgets where it was.
    private static int finish(Handle handle) {
        handle.execute("DELETE FROM usage_total");
        handle.execute("""
                INSERT INTO usage_total (kind, name, bytes, images)
                SELECT 'principal', owner, SUM(bytes), COUNT(*) FROM image GROUP BY owner""");
        handle.execute("""
                INSERT INTO usage_total (kind, name, bytes, images)
                SELECT 'team', team, SUM(image.bytes), COUNT(*) FROM image_team JOIN image ON image.id = image_id
                GROUP BY team""");
        handle.execute("UPDATE blob SET unused_since = NULL WHERE unused_since IS NOT NULL AND leaving = 0 AND "
                + BlobRows.REFERRED);
        handle.execute("UPDATE blob SET unused_since = 0 WHERE unused_since IS NULL AND NOT " + BlobRows.REFERRED);
        return handle.execute("DELETE FROM library_task WHERE name = '" + NAME + "'");
    }
}

package dev.vignette.library;

import dev.vignette.database.Database;
import dev.vignette.error.VignetteException;
import java.util.List;
import java.util.Optional;

/// Reindexes all images from first to last. It notes where it is, so a run that was cut off goes on from there.
final class ReindexTask {
    private static final String NAME = "reindex";
    private static final int PAGE = 20;

    private final Database database;
    private final Reindexing reindexing;
    private final Progress progress;

    ReindexTask(Database database, Reindexing reindexing, Progress progress) {
        this.database = database;
        this.reindexing = reindexing;
        this.progress = progress;
    }

    /// @return how many images could not be read
    int run() {
        progress.expect(reindexing.count());
        int failed = 0;
        Optional<String> last = database.read(handle -> TaskPlaces.find(handle, NAME));
        for (List<String> page = reindexing.next(last, PAGE); !page.isEmpty(); page = reindexing.next(last, PAGE)) {
            for (String image : page) {
                failed += reindex(image) ? 0 : 1;
                progress.step();
            }
            String place = page.getLast();
            database.write(handle -> TaskPlaces.note(handle, NAME, place));
            last = Optional.of(place);
        }
        reindexing.sumUp();
        database.write(handle -> TaskPlaces.forget(handle, NAME));
        return failed;
    }

    private boolean reindex(String image) {
        try {
            reindexing.reindex(image);
            return true;
        } catch (VignetteException e) {
            progress.trouble(image, String.valueOf(e.getMessage()));
            return false;
        }
    }
}

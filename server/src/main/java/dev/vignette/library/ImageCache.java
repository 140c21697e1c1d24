package dev.vignette.library;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.vignette.database.Database;
import java.time.Duration;
import java.util.Optional;

/// Rows that were read a moment ago, for those who ask for many renditions of few images. What is changed is
/// forgotten at once here, and within milliseconds on other servers; their life is the longest if that fails.
final class ImageCache {
    private static final int MOST = 10_000;

    private final LoadingCache<String, Optional<StoredImage>> rows;

    ImageCache(Database database, Duration life) {
        // A row that is being read when it is forgotten is forgotten too: invalidation waits for the reading.
        this.rows = Caffeine.newBuilder()
                .expireAfterWrite(life)
                .maximumSize(MOST)
                .executor(Runnable::run)
                .build(id -> database.read(handle -> ImageRows.find(handle, id)));
    }

    Optional<StoredImage> find(String id) {
        return ImageId.parse(id).flatMap(known -> rows.get(known.text()));
    }

    void forget(String id) {
        rows.invalidate(id);
    }

    void forgetAll() {
        rows.invalidateAll();
    }
}

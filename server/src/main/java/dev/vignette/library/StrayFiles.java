package dev.vignette.library;

import dev.vignette.database.Database;
import dev.vignette.storage.BlobInfo;
import dev.vignette.storage.BlobKey;
import dev.vignette.storage.BlobStore;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Gatherers;
import java.util.stream.Stream;

/// Files in the store that no row knows of, so that no sweep finds them. A row is there before its file and after it;
/// but a store may do later what it did not answer, or rows may be those of an older copy.
record StrayFiles(Database database, BlobStore blobs, Progress progress) {
    private static final int BATCH = 200;

    /// Tells of each.
    ///
    /// @return how many there are
    int find() {
        try (Stream<BlobInfo> files = blobs.list("")) {
            return files.map(file -> file.key().sha256())
                    .gather(Gatherers.windowFixed(BATCH))
                    .flatMap(batch -> unknown(batch).stream())
                    // Not those that were removed with their rows meanwhile.
                    .filter(sha256 -> blobs.find(new BlobKey(sha256)).isPresent())
                    .mapToInt(sha256 -> {
                        progress.trouble(sha256, "is in the store, and nothing here knows of it");
                        return 1;
                    })
                    .sum();
        }
    }

    private Set<String> unknown(List<String> files) {
        var unknown = new HashSet<>(files);
        unknown.removeAll(
                database.read(handle -> handle.createQuery("SELECT sha256 FROM blob WHERE sha256 IN (<files>)")
                        .bindList("files", files)
                        .mapTo(String.class)
                        .list()));
        return unknown;
    }
}

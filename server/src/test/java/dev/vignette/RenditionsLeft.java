package dev.vignette;

import dev.vignette.RenditionKills.CutOff;
import dev.vignette.config.Settings;
import dev.vignette.database.Database;
import dev.vignette.storage.BlobConfig;
import dev.vignette.storage.BlobKey;
import dev.vignette.storage.BlobStore;
import dev.vignette.storage.Sha256;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What is in the database and in the store when servers were killed in the middle of jobs, and all is done.
///
/// @param jobs all that there are
/// @param succeeded those of them that succeeded
/// @param renditions rows
/// @param damaged renditions whose file is missing, or is not what its name says
/// @param leftOver files that nothing refers to
/// @param untold attempts that were cut off, and of which the history says nothing
record RenditionsLeft(
        long jobs, long succeeded, long renditions, Set<String> damaged, Set<String> leftOver, Set<CutOff> untold) {
    private static final long MOST_BYTES = 1 << 24;

    /// How many jobs have not ended.
    static long open(Database database) {
        return number(database, "SELECT COUNT(*) FROM job WHERE ended IS NULL");
    }

    /// Whether a server is at something.
    static boolean isAtWork(Database database, long pid) {
        return database.read(handle -> handle.createQuery("SELECT 1 FROM job_run WHERE picked_by LIKE ? LIMIT 1")
                .bind(0, pid + "@%")
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
    }

    private static long number(Database database, String sql) {
        return database.read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }

    /// The attempts that a server was at which was killed a moment ago. Waits for what it had sent to the database
    /// before.
    static List<CutOff> takenBy(Database database, long pid) {
        return database.update(handle -> handle.createQuery("""
                        SELECT job, chunk, consecutive_failures + 1 AS attempt, picked_by FROM job_run
                        WHERE picked_by LIKE ? FOR UPDATE""")
                .bind(0, pid + "@%")
                .map((row, _) -> new CutOff(
                        row.getString("job"), row.getLong("chunk"), row.getInt("attempt"), row.getString("picked_by")))
                .list());
    }

    /// @param cutOff attempts that were under way when their servers were killed
    static RenditionsLeft in(Database database, Map<String, String> environment, Path folder, List<CutOff> cutOff) {
        Set<String> used = names(database, "SELECT sha256 FROM image UNION SELECT sha256 FROM rendition");
        var untold = new HashSet<>(cutOff);
        untold.removeAll(told(database));
        try (var blobs = BlobStore.open(Settings.of(environment).bind(BlobConfig.class), folder)) {
            Waiting.until(() -> leftOver(blobs, used).isEmpty()); // once the time of grace is over
            return new RenditionsLeft(
                    number(database, "SELECT COUNT(*) FROM job"),
                    number(database, "SELECT COUNT(*) FROM job WHERE state = 'SUCCEEDED' AND failed = 0"),
                    number(database, "SELECT COUNT(*) FROM rendition"),
                    names(database, "SELECT DISTINCT sha256 FROM rendition").stream()
                            .filter(sha256 -> !isSound(blobs, sha256))
                            .collect(Collectors.toCollection(TreeSet::new)),
                    leftOver(blobs, used),
                    untold);
        }
    }

    private static Set<String> names(Database database, String sql) {
        return new TreeSet<>(database.<List<String>>read(
                handle -> handle.createQuery(sql).mapTo(String.class).list()));
    }

    private static Set<String> leftOver(BlobStore blobs, Set<String> used) {
        try (var files = blobs.list("")) {
            return files.map(info -> info.key().sha256())
                    .filter(sha256 -> !used.contains(sha256))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static boolean isSound(BlobStore blobs, String sha256) {
        var found = blobs.read(new BlobKey(sha256), 0, MOST_BYTES);
        if (found.isEmpty()) {
            return false;
        }
        try (InputStream in = found.get()) {
            return Sha256.of(in.readAllBytes()).equals(sha256);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The attempts that histories tell as lost with their worker.
    private static Set<CutOff> told(Database database) {
        return Set.copyOf(database.<List<CutOff>>read(handle -> handle
                .createQuery("SELECT job, attempt, node, details FROM job_event WHERE state IN ('RETRYING', 'FROZEN')")
                .map((row, _) -> new JsonObject(row.getString("details"))
                        .put("job", row.getString("job"))
                        .put("attempt", row.getInt("attempt"))
                        .put("node", row.getString("node")))
                .list()
                .stream()
                .filter(event -> "worker-lost".equals(event.getString("code")))
                .map(event -> new CutOff(
                        event.getString("job"),
                        event.getLong("chunk", 0L),
                        event.getInteger("attempt"),
                        event.getString("node")))
                .distinct()
                .toList()));
    }
}

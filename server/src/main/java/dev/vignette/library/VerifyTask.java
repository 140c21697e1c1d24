package dev.vignette.library;

import dev.vignette.database.Database;
import dev.vignette.error.VignetteException;
import dev.vignette.storage.BlobKey;
import dev.vignette.storage.BlobStore;
import dev.vignette.storage.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Reads every content and computes its hash anew, and looks for files that are no content. What was verified lately is
/// passed over, so a run that was
/// cut off goes on where it ended.
final class VerifyTask {
    private static final int BATCH = 200;
    private static final int BLOCK = 256 << 10;
    private static final String DUE = "unused_since IS NULL AND (verified IS NULL OR verified < ?)";

    private final Database database;
    private final BlobStore blobs;
    private final Clock clock;
    private final Progress progress;

    VerifyTask(Database database, BlobStore blobs, Clock clock, Progress progress) {
        this.database = database;
        this.blobs = blobs;
        this.clock = clock;
        this.progress = progress;
    }

    private record Blob(String sha256, long bytes) {}

    /// @param age what was verified within this time is not looked at
    /// @return how many contents are missing or damaged, and how many files are none
    int run(Duration age) {
        Instant before = clock.instant().minus(age);
        progress.expect(database.read(handle -> count(handle, before)));
        int bad = 0;
        String after = "";
        for (List<Blob> batch = next(after, before); !batch.isEmpty(); batch = next(after, before)) {
            for (Blob blob : batch) {
                Optional<String> trouble = trouble(blob);
                if (trouble.isPresent()) {
                    bad++;
                    progress.trouble(blob.sha256(), trouble.get());
                } else {
                    database.write(handle -> note(handle, blob));
                }
                progress.step();
            }
            after = batch.getLast().sha256();
        }
        return bad + new StrayFiles(database, blobs, progress).find();
    }

    /// What is wrong with a content, if anything is.
    private Optional<String> trouble(Blob blob) {
        Optional<InputStream> found;
        try {
            found = blobs.read(new BlobKey(blob.sha256()), 0, blob.bytes() + 1);
        } catch (VignetteException e) {
            return Optional.of("cannot be read: " + e.getMessage());
        }
        if (found.isEmpty()) {
            return Optional.of("is missing");
        }
        try (InputStream in = found.get()) {
            MessageDigest digest = Sha256.begin();
            byte[] block = new byte[BLOCK];
            long bytes = 0;
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
                digest.update(block, 0, count);
                bytes += count;
            }
            boolean same = bytes == blob.bytes() && Sha256.text(digest).equals(blob.sha256());
            return same ? Optional.empty() : Optional.of("is damaged: its hash is another");
        } catch (IOException e) {
            return Optional.of("cannot be read: " + e.getMessage());
        }
    }

    private List<Blob> next(String after, Instant before) {
        return database.read(handle -> handle.createQuery("SELECT sha256, bytes FROM blob WHERE sha256 > ? AND " + DUE
                        + " ORDER BY sha256 LIMIT " + BATCH)
                .bind(0, after)
                .bind(1, before.toEpochMilli())
                .map((row, _) -> new Blob(row.getString(1), row.getLong(2)))
                .list());
    }

    private static long count(Handle handle, Instant before) {
        return handle.createQuery("SELECT COUNT(*) FROM blob WHERE " + DUE)
                .bind(0, before.toEpochMilli())
                .mapTo(Long.class)
                .one();
    }

    private int note(Handle handle, Blob blob) {
        return handle.createUpdate("UPDATE blob SET verified = ? WHERE sha256 = ?")
                .bind(0, clock.instant().toEpochMilli())
                .bind(1, blob.sha256())
                .execute();
    }
}

package dev.vignette.library;

import dev.vignette.database.Database;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.storage.BlobKey;
import dev.vignette.storage.BlobStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Puts contents into the store, each once, and takes out those that no image refers to.
///
/// A content is claimed in the database before its file is added, and its file is removed before its row is:
/// whenever the process ends, whatever is in the store has a row, and the sweep finds it. While a claim is
/// younger than the grace time nobody removes the file, so an upload that finds its content there already can
/// rely on it.
///
/// One sweep at a time removes a file: else the second's delete could come after the file was added anew. One
/// that does not come back, as when its process ends, is followed by another after a time in which no delete can
/// still be under way.
final class Shelf {
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// Six times as long as the longest time that a store can be given for a request.
    static final Duration ABANDONED = Duration.ofHours(1);

    private final Database database;
    private final BlobStore blobs;
    private final Clock clock;

    Shelf(Database database, BlobStore blobs, Clock clock) {
        this.database = database;
        this.blobs = blobs;
        this.clock = clock;
    }

    /// What one upload puts here.
    Claims claims() {
        return new Claims(this, database, clock);
    }

    /// To be called before a file is added. Waits while one of equal content is being removed.
    BlobRows.Claim claim(String sha256, long bytes) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Optional<BlobRows.Claim> claim =
                    database.write(handle -> BlobRows.claim(handle, sha256, bytes, clock.instant()));
            if (claim.isPresent()) {
                return claim.get();
            }
            if (System.nanoTime() - end > 0) {
                throw new VignetteException(ErrorCode.OVERLOADED, "An equal file is being removed for too long");
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VignetteException(ErrorCode.SHUTTING_DOWN, "The request was called off", e);
        }
    }

    /// Removes what has been unused since before a time.
    ///
    /// @param alone whether nobody else can be removing anything
    /// @return how many contents
    int sweep(Instant before, boolean alone, int most) {
        int swept = 0;
        for (String sha256 : database.read(handle -> BlobRows.unused(handle, leave(before, alone), most))) {
            swept += remove(sha256, leave(before, alone)) ? 1 : 0;
        }
        return swept;
    }

    private BlobRows.Leave leave(Instant before, boolean alone) {
        Instant now = clock.instant();
        return new BlobRows.Leave(now, before, alone ? now.plusMillis(1) : now.minus(ABANDONED));
    }

    private boolean remove(String sha256, BlobRows.Leave leave) {
        if (!database.write(handle -> BlobRows.leave(handle, sha256, leave))) {
            return false;
        }
        if (clock.instant().isAfter(leave.now().plus(ABANDONED.dividedBy(2)))) {
            return false; // this process stood still for so long that another may be about to take over
        }
        var _ = blobs.delete(new BlobKey(sha256));
        var _ = database.write(handle -> BlobRows.gone(handle, sha256, leave));
        return true;
    }
}

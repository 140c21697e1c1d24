package dev.vignette.library;

import dev.vignette.database.Database;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.storage.BlobKey;
import dev.vignette.storage.BlobStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Puts contents into the store, each once, and takes out those that no image refers to.
///
/// A content is claimed in the database before its file is added, and its file is removed before its row is:
/// whenever the process ends, whatever is in the store has a row, and the sweep finds it. While a claim is
/// younger than the grace time nobody removes the file, so an upload that finds its content there already can
/// rely on it.
///
/// One sweep at a time removes a file: else its delete could come after the file was added anew. So it has the file
/// for a time, which is longer than a delete can take. When it does not come back by then, as when its process
/// ends, others go on with the file; it leaves the file alone itself when it is late.
final class Shelf {
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Database database;
    private final BlobStore blobs;
    private final Terms terms;
    private final Clock clock;

    Shelf(Database database, BlobStore blobs, Terms terms, Clock clock) {
        this.database = database;
        this.blobs = blobs;
        this.terms = terms;
        this.clock = clock;
    }

    /// With the usual terms, for whose files come at once.
    static Shelf toAddTo(Database database, BlobStore blobs, Clock clock) {
        return new Shelf(database, blobs, new Terms(Duration.ofHours(1), Terms.LEAST_REMOVAL), clock);
    }

    /// For how long.
    ///
    /// @param grace what was claimed or used within this time stays
    /// @param removal how long a sweep has the file that it removes
    record Terms(Duration grace, Duration removal) {
        private static final Duration LEAST_REMOVAL = Duration.ofMinutes(2);
        private static final Duration OVER = Duration.ofMinutes(1);

        /// @param request the longest that the store takes for a request
        static Terms of(Duration grace, Duration request) {
            Duration removal = request.multipliedBy(6);
            return new Terms(grace, removal.compareTo(LEAST_REMOVAL) > 0 ? removal : LEAST_REMOVAL);
        }

        /// How old a claim may be before it is renewed.
        Duration renewal() {
            return grace.dividedBy(4);
        }

        /// Since when something counts as unused that nobody needs from now on. It stays for a minute, for those
        /// who have just found it there.
        Instant over(Instant now) {
            return grace.compareTo(OVER) > 0 ? now.minus(grace).plus(OVER) : now;
        }
    }

    Terms terms() {
        return terms;
    }

    /// What one upload puts here.
    Claims claims() {
        return new Claims(this, database, clock);
    }

    /// To be called before a file is added. Waits while one of equal content is being removed.
    BlobRows.Claim claim(String sha256, long bytes) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (Duration pause = PAUSE; ; pause = pause.multipliedBy(2)) {
            Optional<BlobRows.Claim> claim =
                    database.write(handle -> BlobRows.claim(handle, sha256, bytes, clock.instant()));
            if (claim.isPresent()) {
                return claim.get();
            }
            if (System.nanoTime() - end > 0) {
                throw new VignetteException(ErrorCode.OVERLOADED, "An equal file is being removed for too long");
            }
            pause(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VignetteException(ErrorCode.SHUTTING_DOWN, "The request was called off", e);
        }
    }

    /// Removes what has been unused since before a time, until there is no more of it.
    ///
    /// @param alone whether nobody else can be removing anything
    /// @param some how many are looked up at once
    /// @return how many contents
    int sweep(Instant before, boolean alone, int some) {
        int swept = 0;
        List<String> found;
        int removed;
        do {
            found = database.read(handle -> BlobRows.unused(handle, leave(before, alone), some));
            removed = 0;
            for (String sha256 : found) {
                removed += remove(sha256, leave(before, alone)) ? 1 : 0;
            }
            swept += removed;
        } while (found.size() == some && removed > 0); // others may have removed the rest
        return swept;
    }

    private BlobRows.Leave leave(Instant before, boolean alone) {
        Instant now = clock.instant();
        return new BlobRows.Leave(now.plus(terms.removal()), before, alone ? Long.MAX_VALUE : now.toEpochMilli());
    }

    private boolean remove(String sha256, BlobRows.Leave leave) {
        if (!database.write(handle -> BlobRows.leave(handle, sha256, leave))) {
            return false;
        }
        if (clock.instant().isAfter(leave.until().minus(terms.removal().dividedBy(2)))) {
            return false; // this process stood still for so long that another may be about to take over
        }
        var _ = blobs.delete(new BlobKey(sha256));
        var _ = database.write(handle -> BlobRows.gone(handle, sha256, leave));
        return true;
    }
}

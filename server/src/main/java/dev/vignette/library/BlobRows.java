package dev.vignette.library;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The rows of contents. A file is in the store only while there is a row for it, which is written before the
/// file and removed after it: so what is left of anything that was cut off can be found from the rows.
///
///     claimed    a row without an image, from a moment ago: a file is being added
///     used       a row with images, with renditions, or with parts of uploads that are under way
///     unused     a row without an image for longer than the grace time
///     leaving    the file of an unused one is being removed by one sweep, which has it until a time; nobody can claim
///                it before
///
/// A row may go and come again while somebody still holds a claim of the first one. So each has a mark: nobody relies
/// on a row with another mark than that of the claim. What the columns hold, of which the migration says less:
///
///     unused_since     nothing while something refers to it; else since when nothing does, or when it was last claimed
///     unused_before    what that was before the last claim; of one in use, when it was last claimed
///     leaving          above 0 until when a sweep has its file; else its mark
final class BlobRows {
    /// That something refers to a content: a condition for statements on `blob`.
    static final String REFERRED = """
            (EXISTS (SELECT 1 FROM image WHERE image.sha256 = blob.sha256)
                OR EXISTS (SELECT 1 FROM resumable_part p WHERE p.sha256 = blob.sha256)
                OR EXISTS (SELECT 1 FROM rendition r WHERE r.sha256 = blob.sha256))""";

    /// That nobody is removing its file: a condition for statements on `blob`.
    static final String STAYS = "leaving <= 0";

    private BlobRows() {}

    /// A file can be added, or relied on if it is there.
    ///
    /// @param since when it was claimed by this alone; 0 when something refers to it, or others claimed it too, and
    ///     it is not to be given back
    /// @param before since when it had been unused; 0 when it was not there
    /// @param mark of the row
    record Claim(String sha256, long since, long before, long mark) {
        private boolean alone() {
            return since > 0;
        }

        private Claim since(long other) {
            return new Claim(sha256, other, before, mark);
        }
    }

    /// Makes sure that a file can be added under this hash, and that nobody removes it within the grace time, whatever
    /// becomes of that which refers to it.
    ///
    /// @return empty while the file of the same hash is being removed. Who removes it and has not come back in time
    ///     leaves it alone from then on.
    static Optional<Claim> claim(Handle handle, String sha256, long bytes, Instant now) {
        // No two claims have the same time, so each can be told from those that came after it. A row that is in use
        // notes the time in the other column.
        return handle.createQuery("""
                        INSERT INTO blob (sha256, bytes, unused_since, leaving) VALUES (?, ?, ?, ?)
                        ON CONFLICT (sha256) DO UPDATE SET
                            unused_before = COALESCE(blob.unused_since, excluded.unused_since),
                            unused_since = CASE WHEN blob.unused_since IS NULL THEN NULL
                                WHEN blob.unused_since >= excluded.unused_since THEN blob.unused_since + 1
                                ELSE excluded.unused_since END,
                            leaving = CASE WHEN blob.leaving > 0 THEN excluded.leaving ELSE blob.leaving END
                        WHERE blob.leaving < excluded.unused_since
                        RETURNING COALESCE(unused_since, 0) AS since, unused_before, leaving""")
                .bind(0, sha256)
                .bind(1, bytes)
                .bind(2, now.toEpochMilli())
                .bind(3, -now.toEpochMilli())
                .map((row, _) ->
                        new Claim(sha256, row.getLong("since"), row.getLong("unused_before"), row.getLong("leaving")))
                .findOne();
    }

    /// Lets the grace time begin anew. Where others claimed it too, none of them gives it back from then on: it stays
    /// for the grace time.
    ///
    /// @return the claim as it is now; empty when the row was removed meanwhile, or is about to be
    static Optional<Claim> renew(Handle handle, Claim claim, Instant now) {
        long since = Math.max(claim.since(), now.toEpochMilli());
        if (claim.alone() && change(handle, claim, since)) {
            return Optional.of(claim.since(since));
        }
        int there = handle.createUpdate("""
                        UPDATE blob SET
                            unused_before = CASE WHEN unused_since IS NULL THEN ? ELSE unused_before END,
                            unused_since = CASE WHEN unused_since < ? THEN ? ELSE unused_since END
                        WHERE sha256 = ? AND leaving = ?""")
                .bind(0, since)
                .bind(1, since)
                .bind(2, since)
                .bind(3, claim.sha256())
                .bind(4, claim.mark())
                .execute();
        return there == 1 ? Optional.of(claim.since(0)) : Optional.empty();
    }

    /// Nothing comes of a claim: all is as it was before, unless others rely on it too.
    static void giveBack(Handle handle, Claim claim) {
        var _ = claim.alone() && change(handle, claim, claim.before());
    }

    private static boolean change(Handle handle, Claim claim, long since) {
        return handle.createUpdate(
                                "UPDATE blob SET unused_since = ? WHERE sha256 = ? AND unused_since = ? AND leaving = ?")
                        .bind(0, since)
                        .bind(1, claim.sha256())
                        .bind(2, claim.since())
                        .bind(3, claim.mark())
                        .execute()
                == 1;
    }

    /// Nobody removes it until the transaction ends.
    ///
    /// @return false when it was removed since it was claimed, or is about to be
    static boolean hold(Handle handle, Claim claim) {
        return handle.createUpdate("UPDATE blob SET leaving = leaving WHERE sha256 = ? AND leaving = ?")
                        .bind(0, claim.sha256())
                        .bind(1, claim.mark())
                        .execute()
                == 1;
    }

    /// An image refers to it from now on, a rendition, or a part of an upload.
    ///
    /// @return false when it was removed since it was claimed, or is about to be
    static boolean use(Handle handle, Claim claim) {
        return handle.createUpdate("UPDATE blob SET unused_since = NULL WHERE sha256 = ? AND leaving = ?")
                        .bind(0, claim.sha256())
                        .bind(1, claim.mark())
                        .execute()
                == 1;
    }

    /// Nobody else removes an image with this content until the transaction ends. To be called before one is
    /// removed: else of two that remove the last two at once, each would see the other's and leave the content
    /// behind.
    static void lock(Handle handle, String sha256) {
        handle.createUpdate("UPDATE blob SET leaving = leaving WHERE sha256 = ?")
                .bind(0, sha256)
                .execute();
    }

    /// To be called when an image that referred to it is gone, a rendition, or a part of an upload. Without another it
    /// is unused since a time, or since it was claimed while it was in use.
    static void release(Handle handle, String sha256, Instant since) {
        handle.createUpdate("""
                        UPDATE blob SET unused_since = CASE WHEN unused_before > ? THEN unused_before ELSE ? END
                        WHERE sha256 = ? AND unused_since IS NULL AND NOT\s""" + REFERRED)
                .bind(0, since.toEpochMilli())
                .bind(1, since.toEpochMilli())
                .bind(2, sha256)
                .execute();
    }

    /// Some that have been unused since before a time, and that nobody else is removing.
    static List<String> unused(Handle handle, Leave leave, int most) {
        return handle.createQuery("""
                        SELECT sha256 FROM blob WHERE unused_since IS NOT NULL AND unused_since < ? AND leaving < ?
                        ORDER BY unused_since LIMIT ?""")
                .bind(0, leave.unusedBefore().toEpochMilli())
                .bind(1, leave.heldBefore())
                .bind(2, most)
                .mapTo(String.class)
                .list();
    }

    /// What one sweep may take out.
    ///
    /// @param until how long it has the file that it removes: its mark, since nobody else can have it before
    /// @param unusedBefore what was used after this time stays
    /// @param heldBefore in milliseconds: who has a file until before this time has given up
    record Leave(Instant until, Instant unusedBefore, long heldBefore) {}

    /// For some time it cannot be claimed, and nobody else removes it.
    ///
    /// @return false when it was claimed or used meanwhile, or somebody else removes it
    static boolean leave(Handle handle, String sha256, Leave leave) {
        return handle.createUpdate(
                                "UPDATE blob SET leaving = ? WHERE sha256 = ? AND unused_since < ? AND leaving < ? AND NOT "
                                        + REFERRED)
                        .bind(0, leave.until().toEpochMilli())
                        .bind(1, sha256)
                        .bind(2, leave.unusedBefore().toEpochMilli())
                        .bind(3, leave.heldBefore())
                        .execute()
                == 1;
    }

    /// Its file is gone. Nothing happens when somebody else has it by now.
    static int gone(Handle handle, String sha256, Leave leave) {
        return handle.createUpdate("DELETE FROM blob WHERE sha256 = ? AND leaving = ?")
                .bind(0, sha256)
                .bind(1, leave.until().toEpochMilli())
                .execute();
    }
}

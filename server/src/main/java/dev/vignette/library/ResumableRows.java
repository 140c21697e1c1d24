package dev.vignette.library;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The rows of uploads that come in pieces, and of their parts.
final class ResumableRows {
    private ResumableRows() {}

    /// Some bytes of an upload: a blob.
    record Part(String sha256, long bytes) {}

    /// What a principal has under way.
    record UnderWay(int uploads, long bytes) {}

    static void insert(Handle handle, Resumable upload) {
        handle.createUpdate("""
                        INSERT INTO resumable (id, owner, length, received, metadata, expires)
                        VALUES (?, ?, ?, 0, ?, ?)""")
                .bind(0, upload.id().text())
                .bind(1, upload.owner())
                .bind(2, upload.length())
                .bind(3, upload.metadata())
                .bind(4, upload.expires().toEpochMilli())
                .execute();
    }

    static Optional<Resumable> find(Handle handle, String id) {
        return handle.createQuery(
                        "SELECT id, owner, length, received, metadata, expires, image_id, job FROM resumable WHERE id = ?")
                .bind(0, id)
                .map((row, _) -> resumable(row))
                .findOne();
    }

    private static Resumable resumable(ResultSet row) throws SQLException {
        return new Resumable(
                new ImageId(row.getString("id")),
                row.getString("owner"),
                row.getLong("length"),
                row.getLong("received"),
                row.getString("metadata"),
                Instant.ofEpochMilli(row.getLong("expires")),
                Optional.ofNullable(row.getString("image_id")).map(ImageId::new),
                Optional.ofNullable(row.getString("job")));
    }

    static UnderWay underWay(Handle handle, String owner) {
        return handle.createQuery("""
                        SELECT COUNT(*) AS uploads, COALESCE(SUM(length), 0) AS bytes FROM resumable
                        WHERE owner = ? AND image_id IS NULL""")
                .bind(0, owner)
                .map((row, _) -> new UnderWay(row.getInt("uploads"), row.getLong("bytes")))
                .one();
    }

    /// Adds a part whose blob is there.
    ///
    /// @return false when the upload has another length by now
    static boolean add(Handle handle, Resumable upload, Part part) {
        int moved = handle.createUpdate("UPDATE resumable SET received = received + ? WHERE id = ? AND received = ?")
                .bind(0, part.bytes())
                .bind(1, upload.id().text())
                .bind(2, upload.received())
                .execute();
        if (moved == 1) {
            handle.createUpdate("INSERT INTO resumable_part (upload_id, position, sha256, bytes) VALUES (?, ?, ?, ?)")
                    .bind(0, upload.id().text())
                    .bind(1, upload.received())
                    .bind(2, part.sha256())
                    .bind(3, part.bytes())
                    .execute();
        }
        return moved == 1;
    }

    static List<Part> parts(Handle handle, ImageId upload) {
        return handle.createQuery("SELECT sha256, bytes FROM resumable_part WHERE upload_id = ? ORDER BY position")
                .bind(0, upload.text())
                .map((row, _) -> new Part(row.getString("sha256"), row.getLong("bytes")))
                .list();
    }

    /// Lets one at a time make an image of an upload.
    ///
    /// @param held until when it is held already by who asks; anything when it is not
    /// @param until as long as nobody else can have it
    /// @return false when somebody else makes it, or it is made, or the upload is gone
    static boolean hold(Handle handle, ImageId upload, Instant held, Instant now, Instant until) {
        return handle.createUpdate("""
                                UPDATE resumable SET making = ?
                                WHERE id = ? AND image_id IS NULL AND (making = ? OR making < ?)""")
                        .bind(0, until.toEpochMilli())
                        .bind(1, upload.text())
                        .bind(2, held.toEpochMilli())
                        .bind(3, now.toEpochMilli())
                        .execute()
                == 1;
    }

    /// Another may try, unless another holds it by now.
    static int letGo(Handle handle, ImageId upload, Instant held) {
        return handle.createUpdate("UPDATE resumable SET making = 0 WHERE id = ? AND making = ?")
                .bind(0, upload.text())
                .bind(1, held.toEpochMilli())
                .execute();
    }

    /// Notes what was made of an upload, whose parts are needed no longer.
    ///
    /// @param job where it is told of the renditions that follow
    /// @param since when these are unused
    /// @return false when something was made of it before, or it is gone
    static boolean finish(Handle handle, ImageId upload, ImageId image, Optional<String> job, Instant since) {
        int noted = handle.createUpdate("UPDATE resumable SET image_id = ?, job = ? WHERE id = ? AND image_id IS NULL")
                .bind(0, image.text())
                .bind(1, job.orElse(null))
                .bind(2, upload.text())
                .execute();
        if (noted == 1) {
            removeParts(handle, upload, since);
        }
        return noted == 1;
    }

    /// Removes an upload, whatever has become of it.
    ///
    /// @param since when its parts are unused
    static boolean remove(Handle handle, ImageId upload, Instant since) {
        removeParts(handle, upload, since);
        return handle.createUpdate("DELETE FROM resumable WHERE id = ?")
                        .bind(0, upload.text())
                        .execute()
                == 1;
    }

    private static void removeParts(Handle handle, ImageId upload, Instant since) {
        List<String> blobs = parts(handle, upload).stream()
                .map(Part::sha256)
                .distinct()
                .sorted() // always in the same order, so that two transactions never wait for each other
                .toList();
        blobs.forEach(sha256 -> BlobRows.lock(handle, sha256));
        handle.createUpdate("DELETE FROM resumable_part WHERE upload_id = ?")
                .bind(0, upload.text())
                .execute();
        blobs.forEach(sha256 -> BlobRows.release(handle, sha256, since));
    }

    /// @param after the last of those before
    static List<String> expired(Handle handle, Instant now, String after, int most) {
        return handle.createQuery("SELECT id FROM resumable WHERE expires < ? AND id > ? ORDER BY id LIMIT ?")
                .bind(0, now.toEpochMilli())
                .bind(1, after)
                .bind(2, most)
                .mapTo(String.class)
                .list();
    }
}

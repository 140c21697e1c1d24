package dev.vignette.library;

import dev.vignette.image.Dimensions;
import dev.vignette.image.EncodedImage;
import dev.vignette.image.Format;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/// The rows of renditions, in whichever transaction the caller is.
final class RenditionRows {
    private RenditionRows() {}

    /// What a rendition is known by.
    ///
    /// @param form as `Wanted.form`
    record Key(String image, String generation, String form) {}

    /// A rendition.
    ///
    /// @param sha256 of its content
    record Row(Key key, String sha256, Format format, Dimensions dimensions, long bytes, Instant made) {}

    static Optional<Row> find(Handle handle, Key key) {
        return handle.createQuery("SELECT * FROM rendition WHERE image_id = ? AND generation = ? AND form = ?")
                .bind(0, key.image())
                .bind(1, key.generation())
                .bind(2, key.form())
                .map(RenditionRows::read)
                .findOne();
    }

    /// @return false when the image is gone, or somebody else made the rendition meanwhile
    static boolean insert(Handle handle, Key key, EncodedImage image, String sha256, Instant made) {
        return handle.createUpdate("""
                                INSERT INTO rendition
                                    (image_id, generation, form, sha256, format, width, height, bytes, made)
                                SELECT image.id, g.name, CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT),
                                    CAST(? AS INTEGER), CAST(? AS INTEGER), CAST(? AS BIGINT), CAST(? AS BIGINT)
                                FROM image JOIN rendition_generation g ON g.name = ? WHERE image.id = ?
                                ON CONFLICT (image_id, generation, form) DO NOTHING""")
                        .bind(0, key.form())
                        .bind(1, sha256)
                        .bind(2, image.format().parameter())
                        .bind(3, image.dimensions().width())
                        .bind(4, image.dimensions().height())
                        .bind(5, image.bytes().length)
                        .bind(6, made.toEpochMilli())
                        .bind(7, key.generation())
                        .bind(8, key.image())
                        .execute()
                == 1;
    }

    /// Removes all of an image. To be called before the image is.
    ///
    /// @return how many there were
    static int removeOf(Handle handle, String image, Instant now) {
        List<Row> rows = handle.createQuery("SELECT * FROM rendition WHERE image_id = ?")
                .bind(0, image)
                .map(RenditionRows::read)
                .list();
        return remove(handle, rows, now);
    }

    /// Removes some of a generation.
    ///
    /// @return how many there were
    static int removeOfGeneration(Handle handle, String generation, int most, Instant now) {
        List<Row> rows = handle.createQuery("SELECT * FROM rendition WHERE generation = ? ORDER BY image_id LIMIT ?")
                .bind(0, generation)
                .bind(1, most)
                .map(RenditionRows::read)
                .list();
        return remove(handle, rows, now);
    }

    /// Removes some, unless others of other contents were put in their places.
    ///
    /// @return how many there were
    static int remove(Handle handle, List<Row> rows, Instant now) {
        List<String> contents =
                rows.stream().map(Row::sha256).distinct().sorted().toList();
        contents.forEach(sha256 -> BlobRows.lock(handle, sha256));
        for (Row row : rows) {
            handle.createUpdate("""
                            DELETE FROM rendition
                            WHERE image_id = ? AND generation = ? AND form = ? AND sha256 = ?""")
                    .bind(0, row.key().image())
                    .bind(1, row.key().generation())
                    .bind(2, row.key().form())
                    .bind(3, row.sha256())
                    .execute();
        }
        contents.forEach(sha256 -> BlobRows.release(handle, sha256, now));
        return rows.size();
    }

    /// Notes that a server makes and shows renditions of this generation.
    static int use(Handle handle, String generation, Instant now) {
        return handle.createUpdate("""
                        INSERT INTO rendition_generation (name, used) VALUES (?, ?)
                        ON CONFLICT (name) DO UPDATE SET used = excluded.used""")
                .bind(0, generation)
                .bind(1, now.toEpochMilli())
                .execute();
    }

    /// The same, unless it is known.
    ///
    /// @return whether it was forgotten
    static boolean remember(Handle handle, String generation, Instant now) {
        return handle.execute(
                        "INSERT INTO rendition_generation (name, used) VALUES (?, ?) ON CONFLICT (name) DO NOTHING",
                        generation,
                        now.toEpochMilli())
                == 1;
    }

    /// Generations that no server has used since before a time.
    static List<String> unused(Handle handle, Instant before) {
        return handle.createQuery("SELECT name FROM rendition_generation WHERE used < ?")
                .bind(0, before.toEpochMilli())
                .mapTo(String.class)
                .list();
    }

    /// Forgets a generation of which there are no renditions.
    static int forget(Handle handle, String generation, Instant before) {
        return handle.createUpdate("""
                        DELETE FROM rendition_generation WHERE name = ? AND used < ?
                            AND NOT EXISTS (SELECT 1 FROM rendition r WHERE r.generation = rendition_generation.name)""")
                .bind(0, generation)
                .bind(1, before.toEpochMilli())
                .execute();
    }

    private static Row read(ResultSet row, StatementContext context) throws SQLException {
        String format = row.getString("format");
        return new Row(
                new Key(row.getString("image_id"), row.getString("generation"), row.getString("form")),
                row.getString("sha256"),
                Format.named(format).orElseThrow(() -> new SQLException("a rendition has the format " + format)),
                new Dimensions(row.getInt("width"), row.getInt("height")),
                row.getLong("bytes"),
                Instant.ofEpochMilli(row.getLong("made")));
    }
}

package dev.vignette.library;

import dev.vignette.auth.Scope;
import dev.vignette.image.Dimensions;
import dev.vignette.image.Format;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;

/// The rows of images, in whichever transaction the caller is.
final class ImageRows {
    /// Fewer images than this are sorted in no time.
    private static final int RARE = 1_000;

    private ImageRows() {}

    static Optional<StoredImage> find(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM image WHERE id = ?")
                .bind(0, id)
                .map((row, _) -> read(row))
                .findOne();
    }

    /// The images of a page in its order, and one more if there is one, all as they were at one moment.
    static List<StoredImage> page(Handle handle, ListQuery query, Scope scope) {
        return page(handle, query, scope, RARE);
    }

    /// @param rare what fewer images than this have leads
    static List<StoredImage> page(Handle handle, ListQuery query, Scope scope, int rare) {
        var known = new HashMap<ListSql.Condition, Boolean>();
        ListSql.Statement statement = ListSql.of(
                query, scope, condition -> known.computeIfAbsent(condition, asked -> isRare(handle, asked, rare)));
        // Ids and images in one statement: in two, an image that is deleted in between would be missing from the page.
        Query images = handle.createQuery(statement.images());
        for (int i = 0; i < statement.bound().size(); i++) {
            images.bind(i, statement.bound().get(i));
        }
        return images.map((row, _) -> read(row)).list().stream()
                .sorted(query.sort().order())
                .toList();
    }

    private static boolean isRare(Handle handle, ListSql.Condition condition, int rare) {
        Query count = handle.createQuery(condition.count(rare));
        for (int i = 0; i < condition.values().size(); i++) {
            count.bind(i, condition.values().get(i));
        }
        return count.mapTo(Integer.class).one() < rare;
    }

    static void insert(Handle handle, StoredImage image) {
        StoredImage.Content content = image.content();
        Details details = image.details();
        handle.createUpdate("""
                        INSERT INTO image (id, version, owner, sha256, format, width, height, frames, bytes,
                            title, description, tags, teams, attributes, modified)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .bind(0, image.id().text())
                .bind(1, image.version())
                .bind(2, image.owner())
                .bind(3, content.sha256())
                .bind(4, content.format().parameter())
                .bind(5, content.dimensions().width())
                .bind(6, content.dimensions().height())
                .bind(7, content.frames())
                .bind(8, content.bytes())
                .bind(9, details.title())
                .bind(10, details.description())
                .bind(11, json(details.tags()))
                .bind(12, json(details.teams()))
                .bind(13, new JsonObject(new LinkedHashMap<>(details.attributes())).encode())
                .bind(14, image.modified().toEpochMilli())
                .execute();
        insertNames(handle, image);
    }

    /// Writes what can be changed of an image.
    static void update(Handle handle, StoredImage after) {
        Details details = after.details();
        handle.createUpdate("""
                        UPDATE image SET version = ?, owner = ?, title = ?, description = ?, tags = ?, teams = ?,
                            attributes = ?, modified = ?
                        WHERE id = ?""")
                .bind(0, after.version())
                .bind(1, after.owner())
                .bind(2, details.title())
                .bind(3, details.description())
                .bind(4, json(details.tags()))
                .bind(5, json(details.teams()))
                .bind(6, new JsonObject(new LinkedHashMap<>(details.attributes())).encode())
                .bind(7, after.modified().toEpochMilli())
                .bind(8, after.id().text())
                .execute();
        rewriteNames(handle, after);
    }

    static void delete(Handle handle, ImageId id) {
        handle.createUpdate("DELETE FROM image WHERE id = ?").bind(0, id.text()).execute();
    }

    /// Writes anew what tags and teams are found by.
    static void rewriteNames(Handle handle, StoredImage image) {
        for (String table : List.of("image_tag", "image_team")) {
            handle.createUpdate("DELETE FROM " + table + " WHERE image_id = ?")
                    .bind(0, image.id().text())
                    .execute();
        }
        insertNames(handle, image);
    }

    /// Writes anew what was read in the header of an image.
    static void rewriteContent(Handle handle, ImageId id, StoredImage.Content content) {
        handle.createUpdate("UPDATE image SET format = ?, width = ?, height = ?, frames = ? WHERE id = ?")
                .bind(0, content.format().parameter())
                .bind(1, content.dimensions().width())
                .bind(2, content.dimensions().height())
                .bind(3, content.frames())
                .bind(4, id.text())
                .execute();
    }

    private static void insertNames(Handle handle, StoredImage image) {
        insertNames(handle, "image_tag (tag", image, image.details().tags());
        insertNames(handle, "image_team (team", image, image.details().teams());
    }

    private static void insertNames(Handle handle, String table, StoredImage image, List<String> names) {
        if (names.isEmpty()) {
            return;
        }
        PreparedBatch batch =
                handle.prepareBatch("INSERT INTO " + table + ", image_id, modified, bytes) VALUES (?, ?, ?, ?)");
        for (String name : names) {
            batch.bind(0, name)
                    .bind(1, image.id().text())
                    .bind(2, image.modified().toEpochMilli())
                    .bind(3, image.content().bytes())
                    .add();
        }
        batch.execute();
    }

    private static StoredImage read(ResultSet row) throws SQLException {
        String format = row.getString("format");
        var content = new StoredImage.Content(
                row.getString("sha256"),
                row.getLong("bytes"),
                Format.named(format).orElseThrow(() -> new SQLException("a row has the format " + format)),
                new Dimensions(row.getInt("width"), row.getInt("height")),
                row.getInt("frames"));
        var details = new Details(
                row.getString("title"),
                row.getString("description"),
                strings(row.getString("tags")),
                strings(row.getString("teams")),
                attributes(row.getString("attributes")));
        return new StoredImage(
                new ImageId(row.getString("id")),
                row.getLong("version"),
                row.getString("owner"),
                content,
                details,
                Instant.ofEpochMilli(row.getLong("modified")));
    }

    private static String json(List<String> names) {
        return new JsonArray(names).encode();
    }

    private static List<String> strings(String json) {
        return new JsonArray(json).stream().map(Objects::toString).toList();
    }

    private static Map<String, String> attributes(String json) {
        var attributes = new LinkedHashMap<String, String>();
        new JsonObject(json).forEach(entry -> attributes.put(entry.getKey(), Objects.toString(entry.getValue())));
        return attributes;
    }
}

package dev.vignette.library;

import dev.vignette.database.Database;
import dev.vignette.image.Format;
import java.util.List;
import java.util.Optional;

/// Rows by the thousand, made in the database itself: a thousand owners, twenty teams, a hundred tags.
public final class ManyImages {
    private ManyImages() {}

    /// The id of one of them.
    public static String id(int i) {
        return "0199c5a0-%04d-7%03d-8000-%012d".formatted(i / 65_536, i % 997, i);
    }

    public static void insert(Database database, int count) {
        database.write(handle -> {
            handle.execute("INSERT INTO blob (sha256, bytes) VALUES ('aa', 1)");
            handle.execute(
                    "CREATE TABLE number AS WITH RECURSIVE n(i) AS (SELECT CAST(0 AS BIGINT) UNION ALL SELECT i + 1"
                            + " FROM n WHERE i < " + (count - 1) + ") SELECT i FROM n");
            return 0;
        });
        String id = "'0199c5a0-' || " + padded("i / 65536", 4) + " || '-7' || " + padded("i % 997", 3)
                + " || '-8000-' || " + padded("i", 12);
        database.write(handle -> {
            handle.execute("""
                    INSERT INTO image (id, version, owner, sha256, format, width, height, frames, bytes, title,
                        description, tags, teams, attributes, modified)
                    SELECT %s, 1, 'owner' || (i * 7919 %% 1000), 'aa',
                        CASE WHEN i %% 3 = 0 THEN 'png' ELSE 'jpeg' END, 800, 600, 1, 1000 + (i * 31 %% 100000),
                        'Image ' || i, '', '["tag' || (i %% 100) || '"]', '["team' || (i %% 20) || '"]', '{}',
                        1767225600000 + (i * 127 %% 1000003)
                    FROM number""".formatted(id));
            String sorted = ", 1767225600000 + (i * 127 % 1000003), 1000 + (i * 31 % 100000) FROM number";
            handle.execute("INSERT INTO image_team (team, image_id, modified, bytes) SELECT 'team' || (i % 20), " + id
                    + sorted);
            handle.execute(
                    "INSERT INTO image_tag (tag, image_id, modified, bytes) SELECT 'tag' || (i % 100), " + id + sorted);
            handle.execute("DROP TABLE number");
            handle.execute("ANALYZE");
            return 0;
        });
    }

    /// Makes lists that walk far: two tags that share all images among them, and a format that only those have that
    /// were changed first, none of them of the team `team3`.
    public static void insertFarApart(Database database) {
        database.write(handle -> {
            handle.execute("""
                    INSERT INTO image_tag (tag, image_id, modified, bytes)
                    SELECT CASE WHEN bytes % 2 = 0 THEN 'even' ELSE 'odd' END, id, modified, bytes FROM image""");
            handle.execute("""
                    UPDATE image SET format = 'webp' WHERE teams <> '["team3"]'
                        AND id IN (SELECT id FROM image ORDER BY modified LIMIT 1600)""");
            return handle.execute("ANALYZE");
        });
    }

    /// The number in so many digits, in the SQL of both.
    private static String padded(String number, int digits) {
        String zeros = "0".repeat(digits);
        return "substr('" + zeros + "' || (" + number + "), length('" + zeros + "' || (" + number + ")) - "
                + (digits - 1) + ", " + digits + ")";
    }

    private static final Sort.Span EVER = new Sort.Span(Optional.empty(), Optional.empty());

    static ImageFilter owner(String owner) {
        return filter(Optional.of(owner), Optional.empty(), List.of(), Optional.empty(), EVER);
    }

    static ImageFilter team(String team) {
        return filter(Optional.empty(), Optional.of(team), List.of(), Optional.empty(), EVER);
    }

    static ImageFilter tag(String tag) {
        return filter(Optional.empty(), Optional.empty(), List.of(tag), Optional.empty(), EVER);
    }

    static ImageFilter format(Format format) {
        return filter(Optional.empty(), Optional.empty(), List.of(), Optional.of(format), EVER);
    }

    /// With ids from one on and below another.
    static ImageFilter created(String from, String before) {
        var span = new Sort.Span(Optional.of(from), Optional.of(before));
        return filter(Optional.empty(), Optional.empty(), List.of(), Optional.empty(), span);
    }

    private static ImageFilter filter(
            Optional<String> owner,
            Optional<String> team,
            List<String> tags,
            Optional<Format> format,
            Sort.Span created) {
        return new ImageFilter(owner, team, tags, format, Optional.empty(), Optional.empty(), created);
    }

    static ImageFilter bytes(long least, long most) {
        ImageFilter all = ImageFilter.ALL;
        return new ImageFilter(
                all.owner(), all.team(), all.tags(), all.format(), Optional.of(least), Optional.of(most), EVER);
    }
}

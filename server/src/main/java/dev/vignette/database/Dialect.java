package dev.vignette.database;

import java.util.Map;

/// The SQL that is spoken. Both databases run the same statements and the same migrations; where they must
/// differ, a migration writes a placeholder.
public enum Dialect {
    SQLITE,
    POSTGRESQL;

    /// What migrations write for types: `${blob}` for bytes, `${text}` for text that is sorted by its code
    /// points (in PostgreSQL plain `TEXT` is sorted by the customs of a country), `${identity}` for a key that
    /// counts up by itself.
    Map<String, String> placeholders() {
        return switch (this) {
            case SQLITE -> Map.of("blob", "BLOB", "text", "TEXT", "identity", "INTEGER PRIMARY KEY AUTOINCREMENT");
            case POSTGRESQL ->
                Map.of(
                        "blob", "BYTEA",
                        "text", "TEXT COLLATE \"C\"",
                        "identity", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY");
        };
    }
}

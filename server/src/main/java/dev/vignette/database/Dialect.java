package dev.vignette.database;

import java.util.Map;

/// The SQL that is spoken. Both databases run the same statements and the same migrations; where they must
/// differ, a migration writes a placeholder.
public enum Dialect {
    SQLITE,
    POSTGRESQL;

    private static final String REFUSAL = """
            CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION 'this table is only added to';
            END $$;
            """;

    /// Ends a query of rows that are about to be changed: those that another transaction is changing are left
    /// out, and the others are kept from it. In SQLite nobody else changes anything meanwhile.
    public String lockingFree() {
        return switch (this) {
            case SQLITE -> "";
            case POSTGRESQL -> " FOR UPDATE SKIP LOCKED";
        };
    }

    /// What migrations write for types: `${blob}` for bytes, `${text}` for text that is sorted by its code
    /// points (in PostgreSQL plain `TEXT` is sorted by the customs of a country), `${identity}` for a key that
    /// counts up by itself. A trigger that refuses what it is called for ends in `${refuse}`; `${refusal}` comes
    /// once, before the first of them.
    Map<String, String> placeholders() {
        return switch (this) {
            case SQLITE ->
                Map.of(
                        "blob", "BLOB",
                        "text", "TEXT",
                        "identity", "INTEGER PRIMARY KEY AUTOINCREMENT",
                        "refusal", "",
                        "refuse", "BEGIN SELECT RAISE(ABORT, 'this table is only added to'); END");
            case POSTGRESQL ->
                Map.of(
                        "blob", "BYTEA",
                        "text", "TEXT COLLATE \"C\"",
                        "identity", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
                        "refusal", REFUSAL,
                        "refuse", "EXECUTE FUNCTION refuse_change()");
        };
    }
}

package dev.vignette.database;

final class SqliteDatabaseTest extends DatabaseContractTest {
    @Override
    Dialect dialect() {
        return Dialect.SQLITE;
    }
}

package dev.vignette.database;

final class PostgresqlDatabaseTest extends DatabaseContractTest {
    @Override
    Dialect dialect() {
        return Dialect.POSTGRESQL;
    }
}

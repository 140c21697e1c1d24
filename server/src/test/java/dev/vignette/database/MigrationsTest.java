package dev.vignette.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.config.ConfigException;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The same files bring both databases to the same tables.
final class MigrationsTest {
    private static final String OLD = "classpath:dev/vignette/database/old";
    private static final String NEW = "classpath:dev/vignette/database/old,classpath:dev/vignette/database/new";

    private static DataSource source(Dialect dialect, Path folder) {
        var config = TestDatabases.config(TestDatabases.environment(dialect, folder));
        return switch (dialect) {
            case SQLITE -> SqliteFile.open(config, folder).forWriting();
            case POSTGRESQL -> PostgresServer.connect(config).forMigrations();
        };
    }

    @ParameterizedTest
    @EnumSource
    void run_oldThenNew_keepsTheRowsAndAddsWhatIsNew(Dialect dialect, @TempDir Path folder) {
        var source = source(dialect, folder);
        Migrations.run(dialect, source, OLD);
        var jdbi = Jdbi.create(source);
        jdbi.useHandle(handle -> {
            for (String name : List.of("b", "A", "a", "B", "ä")) {
                handle.execute("INSERT INTO thing (name, content) VALUES (?, ?)", name, new byte[] {1, 2, 0});
            }
        });

        Migrations.run(dialect, source, NEW);
        Migrations.run(dialect, source, NEW);

        jdbi.useHandle(handle -> {
            assertThat(handle.createQuery("SELECT name FROM thing ORDER BY name")
                            .mapTo(String.class)
                            .list())
                    .containsExactly("A", "B", "a", "b", "ä");
            assertThat(handle.createQuery("SELECT id FROM thing WHERE added = 0 ORDER BY id")
                            .mapTo(Integer.class)
                            .list())
                    .containsExactly(1, 2, 3, 4, 5);
            assertThat(handle.createQuery("SELECT content FROM thing WHERE id = 1")
                            .mapTo(byte[].class)
                            .one())
                    .containsExactly(1, 2, 0);
        });
    }

    @ParameterizedTest
    @EnumSource
    void run_tablesOfANewerProgram_isRefused(Dialect dialect, @TempDir Path folder) {
        var source = source(dialect, folder);
        Migrations.run(dialect, source, NEW);

        assertThatThrownBy(() -> Migrations.run(dialect, source, OLD))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("VIGNETTE_DATABASE_URL: ");
    }
}

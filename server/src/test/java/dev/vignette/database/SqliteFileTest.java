package dev.vignette.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vignette.Waiting;
import dev.vignette.config.ConfigException;
import dev.vignette.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteFileTest {
    private static final DatabaseConfig DEFAULT = Settings.of(Map.of()).bind(DatabaseConfig.class);

    @TempDir
    private Path folder;

    private static String pragma(Handle handle, String name) {
        return handle.createQuery("PRAGMA " + name).mapTo(String.class).one();
    }

    /// https://sqlite.org/pragma.html: `synchronous` 2 is `FULL`.
    @Test
    void open_nothingConfigured_makesADurableFileInTheDataFolder() {
        try (var database = Database.open(DEFAULT, folder.resolve("data"))) {
            assertThat(folder.resolve("data/vignette.db")).isNotEmptyFile();
            String writing = database.write(handle ->
                    pragma(handle, "journal_mode") + pragma(handle, "synchronous") + pragma(handle, "foreign_keys"));
            assertThat(writing).isEqualTo("wal21");
        }
    }

    @Test
    void read_thatWrites_isRefused() {
        try (var database = Database.open(DEFAULT, folder)) {
            assertThatThrownBy(() -> database.read(handle -> handle.execute("CREATE TABLE t (id BIGINT)")))
                    .isInstanceOf(RuntimeException.class);
            assertThatThrownBy(() -> database.write(handle -> handle.execute("DROP TABLE t")))
                    .isInstanceOf(JdbiException.class);
        }
    }

    /// As a command does beside the server.
    @Test
    void changes_ofAnotherProcess_areNoticedAndOwnOnesAreNotTakenForThem() {
        try (var here = Database.open(DEFAULT, folder);
                var there = Database.open(DEFAULT, folder)) {
            here.write(handle -> handle.execute("CREATE TABLE t (id BIGINT)"));
            var heard = new Heard();
            here.changes().subscribe("image", heard);
            Waiting.until(() -> heard.times() == 1);
            here.write(handle -> handle.execute("INSERT INTO t VALUES (1)"));
            Waiting.pause(Duration.ofSeconds(2)); // so that it has looked once more
            assertThat(heard.times()).isOne();

            there.write(handle -> handle.execute("INSERT INTO t VALUES (2)"));

            Waiting.until(() -> heard.times() == 2);
        }
    }

    @Test
    void open_fileOfSomethingElse_isRefusedAndLeftAlone() throws IOException {
        Path file = Files.writeString(
                folder.resolve("vignette.db"), "this is not a database, but a text that is long enough");

        assertThatThrownBy(() -> Database.open(DEFAULT, folder))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("VIGNETTE_DATABASE_URL: ");
        assertThat(file).content().startsWith("this is not");
    }
}

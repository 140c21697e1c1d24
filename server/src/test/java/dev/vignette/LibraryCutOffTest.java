package dev.vignette;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.database.Database;
import dev.vignette.database.Dialect;
import dev.vignette.database.TestDatabases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// `vignette library …` killed in the middle: the next run goes on, does no more than what is left, and all is there.
@ParameterizedClass
@EnumSource(Dialect.class)
@Timeout(600)
final class LibraryCutOffTest {
    private static final int FILES = 300;
    private static final int SOME = 5;

    /// Up to which image it is reindexed.
    private static final String PLACE = "(SELECT place FROM library_task WHERE name = 'reindex')";

    private final Path folder;
    private final Path photos;
    private final Map<String, String> environment;
    private final Database database;

    LibraryCutOffTest(Dialect dialect, @TempDir Path folder) throws IOException {
        this.folder = folder;
        this.photos = Files.createDirectories(folder.resolve("photos"));
        this.environment = new HashMap<>(
                TestServer.environment("DATA_DIR", folder.resolve("data").toString()));
        environment.putAll(TestDatabases.environment(dialect, folder));
        this.database = Database.open(TestDatabases.config(environment), folder.resolve("data"));
        for (int i = 0; i < FILES; i++) {
            Files.write(photos.resolve("%03d.png".formatted(i)), Pictures.png(10 + i % 30, 10 + i / 30));
        }
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void commands_killedInTheMiddle_goOnWhereTheyWere() throws Exception {
        String[] importing = {"import", photos.toString(), "--owner", "ann"};
        cutOff(() -> count("SELECT COUNT(*) FROM imported"), importing);
        Map<String, String> before = imported();
        finish(importing);
        assertThat(imported()).containsAllEntriesOf(before).hasSize(FILES);
        assertThat(count("SELECT COUNT(*) FROM image")).isEqualTo(FILES);

        Path out = folder.resolve("out");
        String[] exporting = {"export", out.toString()};
        cutOff(() -> exported(out).size(), exporting);
        Map<String, FileTime> first = exported(out);
        finish(exporting);
        assertThat(exported(out)).containsAllEntriesOf(first).hasSize(FILES);
        try (Stream<Path> all = Files.list(out)) {
            assertThat(all)
                    .as("a file and a description each, and nothing half")
                    .hasSize(2 * FILES);
        }

        cutOff(() -> count("SELECT COUNT(*) FROM blob WHERE verified IS NOT NULL"), "verify");
        Map<String, Long> times = verified();
        finish("verify");
        assertThat(verified()).containsAllEntriesOf(times).hasSize(FILES);

        reindexing();
    }

    /// Nothing is true before it begins; what was put right before the command was killed is not looked at again.
    private void reindexing() throws Exception {
        database.write(handle -> handle.execute("UPDATE image SET width = 7"));
        database.write(handle -> handle.execute("UPDATE usage_total SET bytes = 7, images = 7"));
        cutOff(() -> count("SELECT COUNT(*) FROM image WHERE id <= " + PLACE), "reindex");
        long done = count("SELECT COUNT(*) FROM image WHERE id <= " + PLACE);
        assertThat(count("SELECT COUNT(*) FROM image WHERE width > 7")).isGreaterThanOrEqualTo(done);
        database.write(handle -> handle.execute("UPDATE image SET width = 8 WHERE id <= " + PLACE));

        finish("reindex");

        assertThat(count("SELECT COUNT(*) FROM image WHERE width = 8")).isEqualTo(done);
        assertThat(count("SELECT COUNT(*) FROM image WHERE width < 8")).isZero();
        assertThat(count("SELECT bytes FROM usage_total WHERE name = 'ann'"))
                .isEqualTo(count("SELECT SUM(bytes) FROM image"));
        assertThat(count("SELECT images FROM usage_total WHERE name = 'ann'")).isEqualTo(FILES);
        assertThat(count("SELECT COUNT(*) FROM library_task")).isZero();
    }

    /// Kills the command when it has done some of its work, and has more to do.
    private void cutOff(LongSupplier done, String... arguments) throws Exception {
        Process process = CommandRun.start(environment, command(arguments));
        process.getInputStream().close();
        process.getErrorStream().close();
        try {
            Waiting.until(() -> done.getAsLong() >= SOME || !process.isAlive());
        } finally {
            process.destroyForcibly().onExit().join();
        }
        assertThat(done.getAsLong()).as("in the middle").isBetween((long) SOME, FILES - 1L);
    }

    private void finish(String... arguments) throws Exception {
        CommandRun run = CommandRun.apart(environment, command(arguments));
        assertThat(run.exit()).as(run.err()).isZero();
    }

    private static String[] command(String... arguments) {
        return Stream.concat(Stream.of("library"), Stream.of(arguments)).toArray(String[]::new);
    }

    private long count(String sql) {
        return database.read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }

    private Map<String, String> imported() {
        return database.read(handle -> handle.createQuery("SELECT source, image_id FROM imported")
                .map((row, _) -> Map.entry(row.getString(1), row.getString(2)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private Map<String, Long> verified() {
        return database.read(
                handle -> handle.createQuery("SELECT sha256, verified FROM blob WHERE verified IS NOT NULL")
                        .map((row, _) -> Map.entry(row.getString(1), row.getLong(2)))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /// What is done, and when it was.
    private static Map<String, FileTime> exported(Path out) {
        var done = new HashMap<String, FileTime>();
        try (Stream<Path> all = Files.isDirectory(out) ? Files.list(out) : Stream.empty()) {
            for (Path path : (Iterable<Path>) all::iterator) {
                if (path.toString().endsWith(".json")) {
                    done.put(path.getFileName().toString(), Files.getLastModifiedTime(path));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return done;
    }
}

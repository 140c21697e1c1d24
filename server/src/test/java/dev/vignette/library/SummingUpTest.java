package dev.vignette.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.database.Database;
import dev.vignette.database.Dialect;
import dev.vignette.database.TestDatabases;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Sums of images by the thousand, of a thousand owners.
@ParameterizedClass
@EnumSource(Dialect.class)
@Timeout(180)
final class SummingUpTest {
    private static final int IMAGES = 2_000;
    private static final String TOTALS =
            "SELECT kind || ' ' || name AS who, bytes || ' ' || images AS what FROM usage_total";
    private static final String TRUTH = """
            SELECT 'principal ' || owner AS who, SUM(bytes) || ' ' || COUNT(*) AS what FROM image GROUP BY owner
            UNION ALL
            SELECT 'team ' || team, SUM(bytes) || ' ' || COUNT(*) FROM image_team GROUP BY team""";

    private final Database database;

    SummingUpTest(Dialect dialect, @TempDir Path folder) {
        database = TestDatabases.open(dialect, folder);
    }

    @BeforeEach
    void fill() {
        ManyImages.insert(database, IMAGES);
        database.write(handle -> {
            handle.execute("INSERT INTO usage_total (kind, name, bytes, images) VALUES ('principal', 'owner7', 1, 1)");
            handle.execute("INSERT INTO usage_total (kind, name, bytes, images) VALUES ('team', 'nobody', 1, 1)");
            for (int i = 0; i < 1_200; i++) {
                handle.execute(
                        "INSERT INTO blob (sha256, bytes, unused_since) VALUES (?, 1, ?)",
                        "%064d".formatted(i),
                        i % 2 == 0 ? null : 7L);
            }
            return handle.execute("UPDATE blob SET unused_since = 7 WHERE sha256 = 'aa'");
        });
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void run_whateverWasThere_isTheTruth() {
        new SummingUp(database).run();

        assertThat(read(TOTALS)).isEqualTo(read(TRUTH)).hasSize(1_000 + 20);
        assertThat(count("SELECT COUNT(*) FROM blob WHERE unused_since = 0")).isEqualTo(600);
        assertThat(count("SELECT COUNT(*) FROM blob WHERE unused_since = 7")).isEqualTo(600);
        assertThat(count("SELECT COUNT(*) FROM blob WHERE unused_since IS NULL"))
                .as("the one that images have")
                .isEqualTo(1);
        assertThat(count("SELECT COUNT(*) FROM library_task")).isZero();
    }

    @Test
    void run_afterOneThatWasCutOff_goesOnFromThere() {
        new SummingUp(database).run();
        database.write(handle -> {
            handle.execute("UPDATE usage_total SET bytes = 0");
            handle.execute("UPDATE blob SET unused_since = NULL WHERE unused_since = 0");
            TaskPlaces.note(handle, "sum of principal", "owner500");
            TaskPlaces.note(handle, "sum of team", "zzz");
            return TaskPlaces.note(handle, "use of contents", "%064d".formatted(999));
        });

        new SummingUp(database).run();

        Map<String, String> totals = read(TOTALS);
        Map<String, String> truth = read(TRUTH);
        assertThat(totals)
                .hasSameSizeAs(truth)
                .allSatisfy((who, what) -> assertThat(what.equals(truth.get(who)))
                        .as(who)
                        .isEqualTo(who.compareTo("principal owner500") > 0 && !who.startsWith("team")));
        assertThat(count("SELECT COUNT(*) FROM blob WHERE unused_since = 0")).isEqualTo(100);
        assertThat(count("SELECT COUNT(*) FROM library_task")).isZero();
    }

    /// Several at once count images out.
    @Test
    void run_whileImagesGo_isTheTruth() {
        new SummingUp(database).run();
        var usage = new Usage(0, 0);
        List<CompletableFuture<Void>> others = List.of(
                CompletableFuture.runAsync(() -> removeEveryOther(usage, 0)),
                CompletableFuture.runAsync(() -> removeEveryOther(usage, 1)));
        do {
            new SummingUp(database).run();
        } while (!others.stream().allMatch(CompletableFuture::isDone));
        others.forEach(CompletableFuture::join);

        assertThat(read(TOTALS)).isEqualTo(read(TRUTH));
    }

    private void removeEveryOther(Usage usage, int which) {
        for (int i = which; i < 400; i += 2) {
            String id = ManyImages.id(i);
            database.write(handle -> remove(handle, usage, id));
        }
    }

    private static int remove(Handle handle, Usage usage, String id) {
        StoredImage image = ImageRows.find(handle, id).orElseThrow();
        usage.remove(
                handle, image.owner(), image.details().teams(), image.content().bytes());
        ImageRows.delete(handle, image.id());
        return 0;
    }

    private Map<String, String> read(String sql) {
        return database.read(handle -> handle.createQuery(sql)
                .map((row, _) -> Map.entry(row.getString("who"), row.getString("what")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private long count(String sql) {
        return database.read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }
}

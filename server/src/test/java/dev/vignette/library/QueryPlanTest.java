package dev.vignette.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.auth.Scope;
import dev.vignette.database.Database;
import dev.vignette.database.Dialect;
import dev.vignette.database.TestDatabases;
import dev.vignette.image.Format;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.Query;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Every list that people ask for walks an index and stops after a page: no table is read from end to end.
@ParameterizedClass
@EnumSource(Dialect.class)
@Timeout(180)
final class QueryPlanTest {
    private static final Sort MODIFIED = new Sort(Sort.Key.MODIFIED, true);
    private static final Sort BYTES = new Sort(Sort.Key.BYTES, false);
    private static final String ID = "0199c5a0-7c1e-7b7a-9d2e-6f3a51c0be11";

    private final Dialect dialect;
    private final Database database;

    QueryPlanTest(Dialect dialect, @TempDir Path folder) {
        this.dialect = dialect;
        this.database = TestDatabases.open(dialect, folder);
    }

    @BeforeEach
    void fill() {
        ManyImages.insert(database, 20_000);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void page_usualLists_walkAnIndex() {
        var own = new Scope.AnyOf(List.of(new Scope.Clause("owner7", Set.of(), Set.of())));
        var ownAndTeams = new Scope.AnyOf(List.of(
                new Scope.Clause("owner7", Set.of(), Set.of()),
                new Scope.Clause("", Set.of("team1", "team2"), Set.of())));
        var granted = new Scope.AnyOf(List.of(new Scope.Clause("", Set.of(), Set.of(ID))));

        for (Sort sort : List.of(Sort.NEWEST, MODIFIED, BYTES)) {
            assertWalksIndex(ImageFilter.ALL, sort, new Scope.Everything());
            assertWalksIndex(ImageFilter.ALL, sort, own);
            assertWalksIndex(ManyImages.owner("owner3"), sort, new Scope.Everything());
        }
        assertWalksIndex(ImageFilter.ALL, Sort.NEWEST, ownAndTeams);
        assertWalksIndex(ImageFilter.ALL, Sort.NEWEST, granted);
        assertWalksIndex(ManyImages.format(Format.PNG), Sort.NEWEST, new Scope.Everything());
        assertWalksIndex(ManyImages.tag("tag5"), Sort.NEWEST, new Scope.Everything());
        assertWalksIndex(ManyImages.team("team3"), Sort.NEWEST, new Scope.Everything());
        assertWalksIndex(ManyImages.tag("tag5"), Sort.NEWEST, ownAndTeams);
    }

    /// A tag that all images have, and a principal who sees a few of them.
    @Test
    void page_frequentTagAndFewImages_looksUpTheFew() {
        database.write(handle -> handle.execute(
                "INSERT INTO image_tag (tag, image_id, modified, bytes) SELECT 'all', id, modified, bytes FROM image"));
        database.write(handle -> handle.execute("ANALYZE"));
        var few = new Scope.AnyOf(List.of(new Scope.Clause("owner7", Set.of(), Set.of())));

        for (Sort sort : List.of(Sort.NEWEST, MODIFIED, BYTES)) {
            var query = new ListQuery(ManyImages.tag("all"), sort, 50, Optional.empty());
            var asked = new ArrayList<ListSql.Condition>();
            ListSql.Statement statement = ListSql.of(query, few, condition -> asked.add(condition));
            assertThat(asked).containsExactly(new ListSql.Condition("image", "owner = ?", List.of("owner7")));
            List<String> plan = plan(statement.sql(), statement.bound(), false);
            if (dialect == Dialect.SQLITE) {
                assertThat(plan)
                        .as(statement.sql())
                        .anyMatch(step -> step.startsWith("SEARCH g0") && step.contains("(tag=? AND image_id=?)"));
            } else {
                assertThat(plan).as(statement.sql()).noneMatch(step -> step.contains("Seq Scan"));
            }
            List<StoredImage> page = database.read(handle -> ImageRows.page(handle, query, few));
            assertThat(page).hasSize(20).allMatch(image -> image.owner().equals("owner7"));
            ListSql.Statement walking = ListSql.of(query, few, _ -> false);
            assertThat(page).extracting(image -> image.id().text()).isEqualTo(ids(walking));
        }
    }

    /// Filters that the order of the list has nothing to do with.
    private static final List<ImageFilter> OTHERS = List.of(
            ManyImages.format(Format.TIFF),
            ManyImages.bytes(1_000, 1_005),
            ManyImages.created(ManyImages.id(7), ManyImages.id(9)));

    @Test
    void page_filterOfAnotherColumn_looksUpTheFewOrWalks() {
        database.write(handle -> handle.execute(
                "UPDATE image SET format = 'tiff' WHERE id IN (SELECT id FROM image ORDER BY id LIMIT 3)"));
        for (boolean analysed : List.of(true, false)) {
            if (!analysed) {
                forgetStatistics();
            }
            for (ImageFilter filter : OTHERS) {
                List<ListSql.Condition> asked = asked(filter, MODIFIED);
                assertThat(asked).hasSize(1);
                var query = new ListQuery(filter, MODIFIED, 50, Optional.empty());
                ListSql.Statement few = ListSql.of(query, new Scope.Everything(), _ -> true);
                assertThat(plan(few.sql(), few.bound(), false))
                        .as(few.sql())
                        .noneMatch(step -> step.matches("SCAN (i|image)\\b.*") || step.contains("Seq Scan"));
                ListSql.Statement walking = ListSql.of(query, new Scope.Everything(), _ -> false);
                assertNoScan(walking.sql(), walking.bound());
                assertThat(ids(few)).isEqualTo(ids(walking)).isNotEmpty();
            }
        }
    }

    @Test
    void page_filterOfTheSortedColumn_walksAnIndexFromItsBound() {
        forgetStatistics();
        assertThat(asked(ManyImages.format(Format.TIFF), Sort.NEWEST)).isEmpty();
        assertThat(asked(OTHERS.get(1), BYTES)).isEmpty();
        assertThat(asked(OTHERS.get(2), Sort.NEWEST)).isEmpty();
        assertWalksIndex(OTHERS.get(0), Sort.NEWEST, new Scope.Everything());
        assertWalksIndex(OTHERS.get(1), BYTES, new Scope.Everything());
        assertWalksIndex(OTHERS.get(2), Sort.NEWEST, new Scope.Everything());
        if (dialect == Dialect.SQLITE) {
            ListSql.Statement bytes = ListSql.of(
                    new ListQuery(OTHERS.get(1), BYTES, 50, Optional.empty()), new Scope.Everything(), _ -> false);
            assertThat(plan(bytes.sql(), bytes.bound(), false))
                    .anyMatch(step -> step.startsWith("SEARCH i USING") && step.contains("bytes>? AND bytes<?"));
        }
    }

    private static List<ListSql.Condition> asked(ImageFilter filter, Sort sort) {
        var asked = new ArrayList<ListSql.Condition>();
        var query = new ListQuery(filter, sort, 50, Optional.empty());
        var _ = ListSql.of(query, new Scope.Everything(), condition -> !asked.add(condition));
        return asked;
    }

    /// As a database is that was never analysed, which PostgreSQL's never is for long.
    private void forgetStatistics() {
        if (dialect == Dialect.SQLITE) {
            database.write(handle -> {
                for (String table : handle.createQuery("SELECT name FROM sqlite_schema WHERE name LIKE 'sqlite_stat_'")
                        .mapTo(String.class)
                        .list()) {
                    handle.execute("DELETE FROM " + table);
                }
                return handle.execute("ANALYZE sqlite_schema");
            });
        }
    }

    private List<String> ids(ListSql.Statement statement) {
        return database.read(handle -> {
            Query query = handle.createQuery(statement.sql());
            for (int i = 0; i < statement.bound().size(); i++) {
                query.bind(i, statement.bound().get(i));
            }
            return query.map((row, _) -> row.getString(1)).list();
        });
    }

    @Test
    void conditions_areCountedByAnIndex() {
        for (String table : List.of("image owner", "image_tag tag", "image_team team")) {
            String[] words = table.split(" ", 2);
            var condition = new ListSql.Condition(words[0], words[1] + " = ?", List.of("x"));
            assertNoScan(condition.count(1000), condition.values(), true);
        }
        for (ImageFilter filter : OTHERS) {
            for (ListSql.Condition condition : asked(filter, MODIFIED)) {
                assertNoScan(condition.count(1000), condition.values(), true);
            }
        }
    }

    @Test
    void statements_onOneImage_useAnIndex() {
        for (String sql : List.of(
                "SELECT * FROM image WHERE id = ?",
                "SELECT 1 FROM image WHERE sha256 = ?",
                "SELECT image_id FROM image_tag WHERE image_id = ?",
                "SELECT image_id FROM image_team WHERE image_id = ?")) {
            assertNoScan(sql, List.of("x"));
        }
        assertNoScan(
                "SELECT sha256 FROM blob WHERE unused_since IS NOT NULL AND unused_since < ?"
                        + " ORDER BY unused_since LIMIT 10",
                List.of(7L),
                true);
        assertNoScan("DELETE FROM idempotency WHERE created < ?", List.of(7L), true);
        assertNoScan("DELETE FROM share_link WHERE expires < ? OR revoked < ?", List.of(7L, 7L), true);
        assertNoScan(
                "SELECT id FROM share_link WHERE creator = ? AND (created, id) < (?, ?)"
                        + " ORDER BY created DESC, id DESC LIMIT 51",
                List.of("ann", 7L, "x"),
                true);
    }

    /// Those that sort a few rows may; only a page may be sorted, never all that is found.
    private void assertWalksIndex(ImageFilter filter, Sort sort, Scope scope) {
        for (Optional<Cursor> cursor :
                List.of(Optional.<Cursor>empty(), Optional.of(new Cursor(1_767_225_600_000L, ID, 0)))) {
            ListSql.Statement statement = ListSql.of(new ListQuery(filter, sort, 50, cursor), scope, _ -> false);
            assertNoScan(statement.sql(), statement.bound());
        }
    }

    private void assertNoScan(String sql, List<Object> bound) {
        assertNoScan(sql, bound, false);
    }

    /// @param few whether the table has a few rows, which PostgreSQL would read from end to end
    private void assertNoScan(String sql, List<Object> bound, boolean few) {
        List<String> plan = plan(sql, bound, few);
        assertThat(plan).as(sql).isNotEmpty().noneMatch(step -> switch (dialect) {
            case SQLITE ->
                step.matches("SCAN (i|g\\d|t\\d|image|blob|idempotency|share_link)")
                        || (step.contains("USE TEMP B-TREE FOR ORDER BY")
                                && !sql.contains("UNION")
                                && !sql.contains("id IN"));
            case POSTGRESQL -> step.contains("Seq Scan");
        });
    }

    private List<String> plan(String sql, List<Object> bound, boolean few) {
        String explain = switch (dialect) {
            case SQLITE -> "EXPLAIN QUERY PLAN ";
            case POSTGRESQL -> "EXPLAIN ";
        };
        int column = switch (dialect) {
            case SQLITE -> 4;
            case POSTGRESQL -> 1;
        };
        return database.write(handle -> {
            if (few && dialect == Dialect.POSTGRESQL) {
                handle.execute("SET LOCAL enable_seqscan = off");
            }
            Query query = handle.createQuery(explain + sql);
            for (int i = 0; i < bound.size(); i++) {
                query.bind(i, bound.get(i));
            }
            return query.map((row, _) -> row.getString(column)).list();
        });
    }

    /// The test's own eyes: a query without an index is seen as one.
    @Test
    void assertNoScan_queryWithoutIndex_fails() {
        assertThat(Stream.of("SELECT id FROM image WHERE title = ?").filter(this::scans))
                .hasSize(1);
    }

    private boolean scans(String sql) {
        try {
            assertNoScan(sql, List.of("x"));
            return false;
        } catch (AssertionError e) {
            return true;
        }
    }
}

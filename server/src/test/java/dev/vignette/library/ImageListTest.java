package dev.vignette.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vignette.auth.Scope;
import dev.vignette.database.Database;
import dev.vignette.database.Dialect;
import dev.vignette.database.TestDatabases;
import dev.vignette.image.Dimensions;
import dev.vignette.image.Format;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Lists, against a list in memory that is filtered and sorted image by image.
@ParameterizedClass
@EnumSource(Dialect.class)
final class ImageListTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<String> OWNERS = List.of("ann", "bob", "cid");
    private static final List<String> TEAMS = List.of("red", "green", "blue");
    private static final List<String> TAGS = List.of("sea", "sky", "sun");
    private static final int IMAGES = 300;
    private static final int QUERIES = 400;

    private final Random random = new Random(42);
    private final List<StoredImage> images = new ArrayList<>();

    private final Database database;

    ImageListTest(Dialect dialect, @TempDir Path folder) {
        database = TestDatabases.open(dialect, folder);
    }

    @BeforeEach
    void fill() {
        database.write(handle -> handle.execute("INSERT INTO blob (sha256, bytes) VALUES ('aa', 1)"));
        for (int i = 0; i < IMAGES; i++) {
            images.add(image(i));
        }
        database.write(handle -> {
            images.forEach(image -> ImageRows.insert(handle, image));
            return 0;
        });
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void find_whatWasInserted_isTheSame() {
        for (StoredImage image : images.subList(0, 20)) {
            assertThat(database.<Optional<StoredImage>>read(
                            handle -> ImageRows.find(handle, image.id().text())))
                    .contains(image);
        }
    }

    @Test
    void page_anyFilterScopeAndOrder_showsTheVeryImages() {
        int shown = 0;
        for (int i = 0; i < QUERIES; i++) {
            ImageFilter filter = filter();
            Sort sort = new Sort(any(List.of(Sort.Key.values())), random.nextBoolean());
            Scope scope = scope();

            List<String> expected = images.stream()
                    .filter(image -> scope.covers(ImageIndex.ref(image)) && shows(filter, image))
                    .sorted(order(sort))
                    .map(image -> image.id().text())
                    .toList();

            assertThat(walk(filter, sort, scope, 1 + random.nextInt(40)))
                    .as("%s %s %s", filter, sort, scope)
                    .isEqualTo(expected);
            shown += expected.size();
        }
        assertThat(shown).isGreaterThan(QUERIES);
    }

    /// Grants that reach the images of teams, beside teams, as many as there may be of each.
    @Test
    void page_asManyTeamsAndGrantsAsThereMayBe_showsTheVeryImages() {
        Set<String> teams = Stream.concat(
                        Stream.of("red"), IntStream.range(1, 64).mapToObj(i -> "team" + i))
                .collect(Collectors.toSet());
        Set<String> ids = Stream.concat(
                        images.stream().map(image -> image.id().text()),
                        IntStream.range(IMAGES, 1000).mapToObj(i -> "x" + i))
                .collect(Collectors.toSet());
        List<Scope> scopes = List.of(
                new Scope.AnyOf(List.of(new Scope.Clause("", teams, ids))),
                new Scope.AnyOf(List.of(
                        new Scope.Clause("ann", Set.of(), Set.of()),
                        new Scope.Clause("", teams, Set.of()),
                        new Scope.Clause("", teams, ids))));

        for (Scope scope : scopes) {
            for (Sort.Key key : Sort.Key.values()) {
                Sort sort = new Sort(key, true);
                assertThat(walk(ImageFilter.ALL, sort, scope, 50))
                        .isEqualTo(images.stream()
                                .filter(image -> scope.covers(ImageIndex.ref(image)))
                                .sorted(order(sort))
                                .map(image -> image.id().text())
                                .toList())
                        .isNotEmpty();
            }
        }
    }

    /// What is deleted or changed as soon as the statement is under way.
    @Test
    void page_lastImageGoesMeanwhile_isAsItWas() {
        for (Sort.Key key : Sort.Key.values()) {
            var query = new ListQuery(ImageFilter.ALL, new Sort(key, false), 20, Optional.empty());
            List<StoredImage> before = page(query, () -> {});
            StoredImage last = before.get(19);
            StoredImage following = before.get(20);

            List<StoredImage> during = page(
                    query,
                    () -> database.write(handle -> {
                        ImageRows.delete(handle, following.id());
                        ImageRows.update(
                                handle,
                                new StoredImage(
                                        last.id(),
                                        last.version() + 1,
                                        last.owner(),
                                        last.content(),
                                        last.details(),
                                        last.modified().plus(Duration.ofDays(1))));
                        return 0;
                    }));

            assertThat(during).as(key.toString()).isEqualTo(before).hasSize(21);
            assertThat(page(query, () -> {})).isNotEqualTo(before);
        }
    }

    /// @param then done when the first statement that reads images was carried out
    private List<StoredImage> page(ListQuery query, Runnable then) {
        var done = new AtomicBoolean();
        return database.read(handle -> {
            SqlLogger before = handle.getConfig(SqlStatements.class).getSqlLogger();
            handle.setSqlLogger(new SqlLogger() {
                @Override
                public void logAfterExecution(StatementContext context) {
                    if (done.compareAndSet(false, true)) {
                        CompletableFuture.runAsync(then).join();
                    }
                }
            });
            try {
                return ImageRows.page(handle, query, new Scope.Everything());
            } finally {
                handle.setSqlLogger(before);
            }
        });
    }

    private List<String> walk(ImageFilter filter, Sort sort, Scope scope, int limit) {
        int rare = any(List.of(0, 10, 30, 1000));
        var all = new ArrayList<String>();
        Optional<Cursor> cursor = Optional.empty();
        while (true) {
            var query = new ListQuery(filter, sort, limit, cursor);
            List<StoredImage> found = database.read(handle -> ImageRows.page(handle, query, scope, rare));
            found.stream().limit(limit).forEach(image -> all.add(image.id().text()));
            if (found.size() <= limit) {
                return all;
            }
            int list = query.fingerprint();
            String text = Cursor.after(found.get(limit - 1), sort, list).text();
            cursor = Optional.of(Cursor.parse(text, list));
        }
    }

    /// Apart from the one that the lists themselves go by.
    private static Comparator<StoredImage> order(Sort sort) {
        Comparator<StoredImage> order = Comparator.<StoredImage>comparingLong(sort::value)
                .thenComparing(image -> image.id().text());
        return sort.descending() ? order.reversed() : order;
    }

    private static boolean shows(ImageFilter filter, StoredImage image) {
        String id = image.id().text();
        long bytes = image.content().bytes();
        return filter.owner().stream().allMatch(image.owner()::equals)
                && filter.team().stream().allMatch(image.details().teams()::contains)
                && image.details().tags().containsAll(filter.tags())
                && filter.format().stream().allMatch(image.content().format()::equals)
                && filter.minBytes().stream().allMatch(least -> bytes >= least)
                && filter.maxBytes().stream().allMatch(most -> bytes <= most)
                && filter.created().from().stream().allMatch(from -> id.compareTo(from) >= 0)
                && filter.created().before().stream().allMatch(before -> id.compareTo(before) < 0);
    }

    private ImageFilter filter() {
        return new ImageFilter(
                maybe(OWNERS),
                maybe(TEAMS),
                some(TAGS),
                maybe(List.of(Format.JPEG, Format.PNG)),
                maybe(List.of(2L, 5L)),
                maybe(List.of(5L, 8L)),
                Sort.Span.of(maybe(times()), maybe(times())));
    }

    private Scope scope() {
        if (random.nextInt(5) == 0) {
            return new Scope.Everything();
        }
        if (random.nextInt(8) == 0) {
            return new Scope.Nothing();
        }
        var clauses = new ArrayList<Scope.Clause>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            String owner = maybe(OWNERS).orElse("");
            Set<String> teams = Set.copyOf(some(TEAMS));
            Set<String> ids = random.nextInt(3) == 0
                    ? Set.of(any(images).id().text(), any(images).id().text() + "x")
                    : Set.of();
            if (!owner.isEmpty() || !teams.isEmpty() || !ids.isEmpty()) {
                clauses.add(new Scope.Clause(owner, teams, ids));
            }
        }
        return clauses.isEmpty() ? new Scope.Nothing() : new Scope.AnyOf(clauses);
    }

    private StoredImage image(int i) {
        var content = new StoredImage.Content(
                "aa",
                1 + random.nextInt(10),
                any(List.of(Format.JPEG, Format.PNG, Format.WEBP)),
                new Dimensions(1 + random.nextInt(100), 1 + random.nextInt(100)),
                1);
        var details = new Details(
                "Title ' \" \\ % _ " + i, "ä ß 🙂\n" + i, some(TAGS), some(TEAMS), Map.of("n", Integer.toString(i)));
        Instant modified = START.plus(Duration.ofMinutes(random.nextInt(20)));
        // Several within one millisecond.
        return new StoredImage(ImageId.at(START.plusMillis(i / 3)), 1 + i, any(OWNERS), content, details, modified);
    }

    private static List<Instant> times() {
        return IntStream.range(0, 5).mapToObj(i -> START.plusMillis(25L * i)).toList();
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private <T> Optional<T> maybe(List<T> values) {
        return random.nextInt(4) == 0 ? Optional.of(any(values)) : Optional.empty();
    }

    private <T> List<T> some(List<T> values) {
        return values.stream().filter(_ -> random.nextInt(3) == 0).toList();
    }
}
